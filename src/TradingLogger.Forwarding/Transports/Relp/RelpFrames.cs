using System.Globalization;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Relp;

/// <summary>An answer or a hint of a RELP server.</summary>
/// <param name="Number">The number of the command that is answered; 0 for a hint.</param>
/// <param name="Command"><c>rsp</c>, or the name of a hint.</param>
/// <param name="Data">What it says.</param>
internal readonly record struct RelpFrame(int Number, string Command, string Data)
{
    /// <summary>Whether a command was carried out.</summary>
    public bool IsPositive => Data.StartsWith("200", StringComparison.Ordinal);
}

/// <summary>Reads the frames of a RELP server: <c>number command length[ data]</c> and a line feed.</summary>
internal sealed class RelpFrameReader(Stream stream)
{
    // The longest answer is that to "open", which lists commands and the name of the server.
    private const int LongestData = 64 * 1024;
    private const int LongestNumber = 9;
    private const int LongestCommand = 32;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _position;
    private int _end;

    /// <summary>Reads a frame.</summary>
    /// <exception cref="InvalidDataException">What was received is no frame of RELP.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<RelpFrame> ReadAsync(CancellationToken cancellation)
    {
        int number = await ReadNumberAsync(' ', cancellation).ConfigureAwait(false);
        var command = new StringBuilder();
        for (byte next = await NextAsync(cancellation).ConfigureAwait(false); next != ' ';)
        {
            if (next is < (byte)'a' or > (byte)'z' || command.Length == LongestCommand)
                throw NoFrame("a command");
            command.Append((char)next);
            next = await NextAsync(cancellation).ConfigureAwait(false);
        }

        string data = await ReadDataAsync(cancellation).ConfigureAwait(false);
        return new RelpFrame(number, command.ToString(), data);
    }

    private async Task<string> ReadDataAsync(CancellationToken cancellation)
    {
        int length = 0;
        int digits = 0;
        byte next = await NextAsync(cancellation).ConfigureAwait(false);
        for (; next is >= (byte)'0' and <= (byte)'9' && digits < LongestNumber; digits++)
        {
            length = (10 * length) + next - '0';
            next = await NextAsync(cancellation).ConfigureAwait(false);
        }

        if (digits == 0 || length > LongestData)
            throw NoFrame("a length");
        if (length == 0)
            return await ReadEndAsync(next, cancellation).ConfigureAwait(false);
        if (next != ' ')
            throw NoFrame("a blank");
        byte[] data = new byte[length];
        for (int index = 0; index < length; index++)
            data[index] = await NextAsync(cancellation).ConfigureAwait(false);
        if (await NextAsync(cancellation).ConfigureAwait(false) != '\n')
            throw NoFrame("the end of a frame");
        return Encoding.UTF8.GetString(data);
    }

    // librelp puts a blank behind a length of 0 too.
    private async Task<string> ReadEndAsync(byte next, CancellationToken cancellation)
    {
        if (next == ' ')
            next = await NextAsync(cancellation).ConfigureAwait(false);
        return next == '\n' ? "" : throw NoFrame("the end of a frame");
    }

    private async Task<int> ReadNumberAsync(char end, CancellationToken cancellation)
    {
        int number = 0;
        for (int digits = 0; digits <= LongestNumber; digits++)
        {
            byte next = await NextAsync(cancellation).ConfigureAwait(false);
            if (next == end && digits > 0)
                return number;
            if (next is < (byte)'0' or > (byte)'9')
                break;
            number = digits < LongestNumber ? (10 * number) + next - '0' : number;
        }

        throw NoFrame("a number");
    }

    private async ValueTask<byte> NextAsync(CancellationToken cancellation)
    {
        if (_position == _end)
        {
            _position = 0;
            _end = await stream.ReadAsync(_buffer.AsMemory(), cancellation).ConfigureAwait(false);
            if (_end == 0)
                throw new EndOfStreamException("The receiver closed the connection.");
        }

        return _buffer[_position++];
    }

    private static InvalidDataException NoFrame(string wanted) =>
        new($"The receiver does not speak RELP: where {wanted} belongs stands something else.");
}

/// <summary>Writes commands to a RELP server.</summary>
internal static class RelpCommand
{
    /// <summary>Adds a command to those that are sent together.</summary>
    /// <param name="buffer">The commands.</param>
    /// <param name="number">Its number, 1 to 999,999,999.</param>
    /// <param name="command">Its name.</param>
    /// <param name="data">What it carries.</param>
    public static void Write(Utf8Buffer buffer, int number, ReadOnlySpan<byte> command, ReadOnlySpan<byte> data)
    {
        WriteNumber(buffer, number);
        buffer.Write((byte)' ');
        buffer.Write(command);
        buffer.Write((byte)' ');
        WriteNumber(buffer, data.Length);
        if (!data.IsEmpty)
        {
            buffer.Write((byte)' ');
            buffer.Write(data);
        }

        buffer.Write((byte)'\n');
    }

    private static void WriteNumber(Utf8Buffer buffer, int number) =>
        buffer.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}
