using System.Globalization;
using System.Text;

namespace TradingLogging.Forwarding.Tests.Transports.Relp;

/// <summary>The other end of a RELP session, in a test's hands.</summary>
internal sealed class RelpPeer(Stream stream)
{
    public const string Offers = "200 OK\nrelp_version=0\nrelp_software=test\ncommands=syslog";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _end;

    /// <summary>Answers each command with yes, until the client closes the session.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="messages">Receives the messages.</param>
    public static async Task AcceptAllAsync(Stream stream, List<string> messages)
    {
        var peer = new RelpPeer(stream);
        await peer.OpenAsync();
        while (await peer.ReadAsync() is var (number, command, data))
        {
            lock (messages)
                messages.Add(command == "syslog" ? data : command);
            await peer.AnswerAsync(number, command == "close" ? "" : "200 OK");
        }
    }

    /// <summary>Agrees upon a session.</summary>
    public async Task OpenAsync(string answer = Offers)
    {
        (int Number, string Command, string Data)? open = await ReadAsync();
        if (open is not (1, "open", var offers)
            || !offers.Contains("relp_version=0\n")
            || !offers.Contains("commands=syslog"))
        {
            throw new IOException($"No session was opened, but {open}.");
        }

        await AnswerAsync(1, answer);
    }

    /// <summary>Reads a command; null at the end of the connection.</summary>
    public async Task<(int Number, string Command, string Data)?> ReadAsync()
    {
        if (await ReadWordAsync() is not { } number)
            return null;
        string command = (await ReadWordAsync())!;
        int length = int.Parse((await ReadWordAsync())!, CultureInfo.InvariantCulture);
        byte[] data = new byte[length];
        for (int index = 0; index < length; index++)
            data[index] = (byte)await NextAsync();
        if (length > 0)
            await NextAsync();
        return (int.Parse(number, CultureInfo.InvariantCulture), command, Encoding.UTF8.GetString(data));
    }

    public Task AnswerAsync(int number, string data) =>
        SendAsync($"{number} rsp {Encoding.UTF8.GetByteCount(data)}{(data.Length > 0 ? " " : "")}{data}\n");

    public async Task SendAsync(string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await stream.FlushAsync();
    }

    // Ends at a blank or, where there is no data, at the end of the command.
    private async Task<string?> ReadWordAsync()
    {
        var word = new StringBuilder();
        for (int next = await NextAsync(); next >= 0; next = await NextAsync())
        {
            if (next is ' ' or '\n')
                return word.ToString();
            word.Append((char)next);
        }

        return null;
    }

    private async ValueTask<int> NextAsync()
    {
        if (_position == _end)
        {
            _position = 0;
            _end = await stream.ReadAsync(_buffer);
        }

        return _end == 0 ? -1 : _buffer[_position++];
    }
}
