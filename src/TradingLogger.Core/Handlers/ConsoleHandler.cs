using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Handlers;

/// <summary>Shows records on the console (Python's <c>StreamHandler(sys.stdout)</c>): on that of the host while one of
/// its commands runs (<see cref="HostOutput"/>), else on stdout. The host chooses the colours.</summary>
internal sealed class ConsoleHandler : LogHandler
{
    /// <summary>The name of every handler of this kind.</summary>
    internal const string HandlerName = "console";

    private readonly LogFormatter _formatter;
    private readonly Stream _stdout;
    private readonly TradesOnConsole _trades;
    private readonly Action<Exception> _failed;
    private readonly object _gate = new();
    private long _events;
    private long _failures;
    private string? _lastError;

    /// <summary>Makes a handler with the level INFO.</summary>
    /// <param name="formatter">The form of the lines; null for <see cref="TextLayout.Console"/>.</param>
    /// <param name="stdout">Takes lines when no command of a host runs; null for stdout.</param>
    /// <param name="trades">How trade events are shown; JSON as the formatter writes it.</param>
    public ConsoleHandler(
        LogFormatter? formatter = null,
        Stream? stdout = null,
        TradesOnConsole trades = TradesOnConsole.Json)
    {
        _trades = trades;
        _formatter = formatter ?? new TextLineFormatter(TextLayout.Console);
        _stdout = stdout ?? StandardOutput.Open();
        Level = LogLevel.Info;
        _failed = exception => NoteFailure(exception.Message);
    }

    /// <inheritdoc/>
    public override string Name => HandlerName;

    /// <inheritdoc/>
    public override HandlerState GetState() => new(
        Name,
        Level,
        Path: null,
        Bytes: 0,
        Interlocked.Read(ref _events),
        Rotations: 0,
        RecoveredTails: 0,
        Interlocked.Read(ref _failures),
        Volatile.Read(ref _lastError));

    private protected override bool WritesMembers => _formatter.WritesMembers;

    /// <inheritdoc/>
    protected override void Emit(in LogRecord record)
    {
        if (record.IsTradeEvent && _trades == TradesOnConsole.None)
            return;
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            if (!record.IsTradeEvent || _trades == TradesOnConsole.Json || !TryShowTrade(record))
            {
                _formatter.Format(record, buffer);
                Show(record.Level, buffer.Written);
            }

            Interlocked.Increment(ref _events);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw Failure(exception, record);
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private bool TryShowTrade(in LogRecord record)
    {
        if (TradeConsoleLine.TryMake(record, out TradeTone tone) is not { } line)
            return false;
        if (HostOutput.Current is { } output)
            output.WriteTradeLine(tone, ConsoleColumns.Fit(line, output.TerminalWidth), _failed);
        else
            WriteToStandardOutput(Encoding.UTF8.GetBytes(ConsoleColumns.Fit(line, StandardOutput.Width) + "\n"));
        return true;
    }

    private void Show(LogLevel level, ReadOnlySpan<byte> line)
    {
        if (HostOutput.Current is { } output)
            output.WriteConsoleLine(level, Encoding.UTF8.GetString(line[..^1]), _failed);
        else
            WriteToStandardOutput(line);
    }

    private void WriteToStandardOutput(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            _stdout.Write(line);
            _stdout.Flush();
        }
    }

    private LogWriteException Failure(Exception exception, in LogRecord record)
    {
        var failure = new LogWriteException(
            $"A log record could not be shown on the console: {exception.Message.TrimEnd('.')}. "
            + RecordSummary.Of(record),
            path: null,
            exception);
        NoteFailure(failure.Message);
        return failure;
    }

    private void NoteFailure(string message)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _lastError, message);
    }
}

/// <summary>The process's stdout as a stream that takes whole UTF-8 lines. A write fails when nobody reads the pipe
/// that stdout is, instead of blocking for ever, and when it is closed or broken.</summary>
/// <param name="stdout">Stdout; each write is one system call.</param>
/// <param name="encoding">The console's own encoding, when it is not UTF-8 (Windows); else null.</param>
internal sealed class StandardOutput(Stream stdout, Encoding? encoding) : Stream
{
    /// <summary>The columns of the terminal that stdout is; null when it is none.</summary>
    public static int? Width
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected ? null : Console.WindowWidth;
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens stdout.</summary>
    public static Stream Open()
    {
        Encoding encoding = Console.OutputEncoding;
        bool isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage || Console.IsOutputRedirected;
        return new StandardOutput(Console.OpenStandardOutput(), isUtf8 ? null : encoding);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (encoding is not null)
        {
            buffer = Encoding.Convert(Encoding.UTF8, encoding, buffer, offset, count);
            (offset, count) = (0, buffer.Length);
        }

        while (count > 0)
        {
            if (ConsolePipe.Output.FindObstacle() is { } obstacle)
                throw new IOException(obstacle);
            int part = Math.Min(count, ConsolePipe.LongestWrite);
            stdout.Write(buffer, offset, part);
            offset += part;
            count -= part;
        }
    }

    public override void Flush() => stdout.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
