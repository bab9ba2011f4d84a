using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Handlers;

/// <summary>Shows records on the console (Python's <c>StreamHandler(sys.stdout)</c>): on that of the host while one of
/// its commands runs (<see cref="HostOutput"/>), else on stdout. The host chooses the colours.</summary>
internal sealed class ConsoleHandler : LogHandler
{
    private readonly LogFormatter _formatter;
    private readonly Stream _stdout;
    private readonly object _gate = new();
    private long _events;
    private long _failures;
    private string? _lastError;

    /// <summary>Makes a handler with the level INFO.</summary>
    /// <param name="formatter">The form of the lines; null for <see cref="TextLayout.Console"/>.</param>
    /// <param name="stdout">Takes lines when no command of a host runs; null for stdout.</param>
    public ConsoleHandler(LogFormatter? formatter = null, Stream? stdout = null)
    {
        _formatter = formatter ?? new TextLineFormatter(TextLayout.Console);
        _stdout = stdout ?? StandardOutput.Open();
        Level = LogLevel.Info;
    }

    /// <inheritdoc/>
    public override string Name => "console";

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

    /// <inheritdoc/>
    protected override void Emit(in LogRecord record)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            _formatter.Format(record, buffer);
            Show(record.Level, buffer.Written);
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

    private void Show(LogLevel level, ReadOnlySpan<byte> line)
    {
        if (HostOutput.Current is { } output)
        {
            output.WriteConsoleLine(level, Encoding.UTF8.GetString(line[..^1]));
            return;
        }

        lock (_gate)
        {
            _stdout.Write(line);
            _stdout.Flush();
        }
    }

    private LogWriteException Failure(Exception exception, in LogRecord record)
    {
        var failure = new LogWriteException(
            $"A log record could not be shown on the console: {exception.Message} {RecordSummary.Of(record)}",
            path: null,
            exception);
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _lastError, failure.Message);
        return failure;
    }
}

/// <summary>stdout as a stream that takes UTF-8.</summary>
internal static class StandardOutput
{
    /// <summary>Opens stdout. Each write is one system call. On a Windows console with another code page the text is
    /// converted.</summary>
    public static Stream Open()
    {
        Stream stdout = Console.OpenStandardOutput();
        Encoding encoding = Console.OutputEncoding;
        return encoding.CodePage == Encoding.UTF8.CodePage || Console.IsOutputRedirected
            ? stdout
            : new TranscodingOutputStream(stdout, encoding);
    }
}

/// <summary>Takes whole UTF-8 lines and writes them in the encoding of the console.</summary>
internal sealed class TranscodingOutputStream(Stream target, Encoding encoding) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        byte[] converted = Encoding.Convert(Encoding.UTF8, encoding, buffer, offset, count);
        target.Write(converted, 0, converted.Length);
    }

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
