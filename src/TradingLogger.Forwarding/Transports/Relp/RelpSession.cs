using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Syslog;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Relp;

/// <summary>A session with a RELP server, from <c>open</c> to <c>close</c>. It is of no use after an
/// exception.</summary>
internal sealed class RelpSession : IDisposable
{
    /// <summary>The most events whose answers are outstanding. More of them bridge a longer way to the receiver; the
    /// answers to that many fit into the buffers of a connection, so neither end waits for the other.</summary>
    public const int Window = 1024;

    /// <summary>The port if the address has none, as in the examples of rsyslog. RELP has no assigned one.</summary>
    public const int DefaultPort = 2514;

    /// <summary>The scheme of an address with TLS.</summary>
    public const string SecureScheme = "relps";

    private const int LastNumber = 999_999_999;
    private const int FlushedBytes = 64 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ReceiverConnection _connection;
    private readonly RelpFrameReader _reader;
    private readonly Utf8Buffer _commands = new();
    private int _next = 1;
    private bool _isBroken = true;

    private RelpSession(ReceiverConnection connection)
    {
        _connection = connection;
        _reader = new RelpFrameReader(connection.Stream);
    }

    private static ReadOnlySpan<byte> Offers => "relp_version=0\nrelp_software=TradingLogger\ncommands=syslog"u8;

    /// <summary>How many events of the last call were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Connects and agrees with the server upon the command <c>syslog</c>.</summary>
    /// <exception cref="ReceiverRefusesException">The server does not agree.</exception>
    /// <exception cref="InvalidDataException">It does not speak RELP.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<RelpSession> OpenAsync(ForwarderOptions options, IdleTimeout timeout)
    {
        ReceiverConnection connection = await ReceiverConnection
            .OpenAsync(options, options.Uri.Scheme == SecureScheme, DefaultPort, timeout)
            .ConfigureAwait(false);
        var session = new RelpSession(connection);
        try
        {
            using CancellationTokenRegistration cut = timeout.Token.Register(connection.Abort);
            await session.AgreeAsync(timeout).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether the session has numbers for that many further commands.</summary>
    public bool CanTake(int count) => LastNumber - _next > count;

    /// <summary>Sends events and waits until each was answered.</summary>
    /// <param name="messages">Makes their messages.</param>
    /// <param name="batch">The events.</param>
    /// <param name="start">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="timeout">Restarted by each answer.</param>
    /// <returns>The first event that was refused, and why; null when all were accepted.</returns>
    public async Task<(int Index, string Answer)?> SendAsync(
        SyslogMessages messages, EventBatch batch, int start, int count, IdleTimeout timeout)
    {
        using CancellationTokenRegistration cut = timeout.Token.Register(_connection.Abort);
        _isBroken = true;
        Answered = 0;
        int first = _next;
        int sent = 0;
        bool[] isAnswered = new bool[count];
        (int Index, string Answer)? refused = null;
        while (Answered < count)
        {
            // Half a window is sent at once: single commands would make as many packets.
            if (sent < count && sent - Answered <= Window / 2)
            {
                int more = Math.Min(count - sent, Window - (sent - Answered));
                await WriteAsync(messages, batch, start + sent, more, timeout.Token).ConfigureAwait(false);
                sent += more;
            }

            RelpFrame answer = await ReadAnswerAsync(timeout.Token).ConfigureAwait(false);
            int index = answer.Number - first;
            if (index < 0 || index >= sent || isAnswered[index])
                throw new InvalidDataException("The receiver answered what was not sent.");
            isAnswered[index] = true;
            Answered++;
            timeout.Restart();
            if (!answer.IsPositive && (refused is null || start + index < refused.Value.Index))
                refused = (start + index, answer.Data);
        }

        _isBroken = false;
        return refused;
    }

    /// <summary>Closes the session; the server is told, unless the session is broken.</summary>
    public void Dispose()
    {
        if (!_isBroken)
            Close();
        _connection.Dispose();
    }

    private void Close()
    {
        using var timeout = new IdleTimeout(CloseTimeout, CancellationToken.None);
        using CancellationTokenRegistration cut = timeout.Token.Register(_connection.Abort);
        try
        {
            RelpCommand.Write(_commands, _next, "close"u8, default);
            _connection.WriteAsync(_commands, timeout.Token).GetAwaiter().GetResult();
            ReadAnswerAsync(timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (timeout.Explain(exception, isOpening: false) is not null)
        {
            // Everything was answered: the server loses nothing.
        }
    }

    private async Task AgreeAsync(IdleTimeout timeout)
    {
        RelpCommand.Write(_commands, _next++, "open"u8, Offers);
        await _connection.WriteAsync(_commands, timeout.Token).ConfigureAwait(false);
        RelpFrame answer = await ReadAnswerAsync(timeout.Token).ConfigureAwait(false);
        if (!answer.IsPositive)
            throw new ReceiverRefusesException($"The receiver refuses the session: {ReceiverText.Of(answer.Data)}");
        bool takesSyslog = answer.Data.Split('\n')
            .Where(offer => offer.StartsWith("commands=", StringComparison.Ordinal))
            .Any(offer => offer["commands=".Length..].Split(',').Contains("syslog"));
        if (!takesSyslog)
            throw new ReceiverRefusesException("The receiver takes no events by RELP: it does not offer syslog.");
        _isBroken = false;
    }

    private async Task WriteAsync(
        SyslogMessages messages, EventBatch batch, int start, int count, CancellationToken cancellation)
    {
        for (int index = start; index < start + count; index++)
        {
            RelpCommand.Write(_commands, _next++, "syslog"u8, messages.Make(batch, index));
            if (_commands.Length >= FlushedBytes)
                await _connection.WriteAsync(_commands, cancellation).ConfigureAwait(false);
        }

        await _connection.WriteAsync(_commands, cancellation).ConfigureAwait(false);
    }

    // Hints other than that of the end are for others.
    private async Task<RelpFrame> ReadAnswerAsync(CancellationToken cancellation)
    {
        while (true)
        {
            RelpFrame frame = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (frame.Command == "rsp")
                return frame;
            if (frame.Number != 0)
                throw new InvalidDataException("The receiver sent a command instead of an answer.");
            if (frame.Command == "serverclose")
                throw new EndOfStreamException("The receiver ends the session.");
        }
    }
}
