using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A receiver of millions of events of one writer. Of each it keeps the hash alone.</summary>
/// <param name="directory">The log, whose path each event has.</param>
/// <param name="writer">The name of the writer.</param>
/// <param name="count">How many events the writer writes, numbered from 0.</param>
internal sealed class CountingReceiver(TestDirectory directory, string writer, int count) : LocalReceiver
{
    private const int NumberLength = 8;
    private const int HashDigits = 32;

    private readonly byte[] _afterId = Encoding.UTF8.GetBytes(
        $"\", \"_host\": \"host\", \"_service\": \"service\", \"_log\": \"{directory.FullName}\", ");

    private readonly byte[] _text = Encoding.UTF8.GetBytes($"\"{TestEvent.Member}\": \"{writer} ");
    private readonly ulong[] _hashes = new ulong[count];
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _distinct;
    private long _first;

    /// <summary>How many of the events have come.</summary>
    public int Distinct => Volatile.Read(ref _distinct);

    /// <summary>How many came again under their ids.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many came that the writer did not write, or whose id is not that of their line.</summary>
    public int Phantoms { get; private set; }

    /// <summary>The time since the first request.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_first);

    private static ReadOnlySpan<byte> BeforeId => "{\"_event_id\": \""u8;

    /// <summary>How many lines of the log did not come as they stand there.</summary>
    public int CountMissing(IEnumerable<string> paths)
    {
        int missing = _hashes.Length;
        foreach (string path in paths)
        {
            foreach (string line in File.ReadLines(path))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(line);
                int number = NumberOf(bytes);
                if (_hashes[number] == BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(bytes)))
                    missing--;
            }
        }

        return missing;
    }

    protected override void Take(ReadOnlySpan<byte> body)
    {
        if (_first == 0)
            _first = Stopwatch.GetTimestamp();
        while (!body.IsEmpty)
        {
            int feed = body.IndexOf((byte)'\n');
            TakeEvent(body[..feed]);
            body = body[(feed + 1)..];
        }
    }

    private void TakeEvent(ReadOnlySpan<byte> sent)
    {
        int end = sent.IndexOf(_afterId);
        ReadOnlySpan<byte> rest = sent[(end + _afterId.Length)..];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha.AppendData("{"u8);
        _sha.AppendData(rest);
        _sha.GetHashAndReset(hash);
        ReadOnlySpan<byte> digits = sent[(end - HashDigits)..end];
        int number = NumberOf(rest);
        if (!sent.StartsWith(BeforeId) || number >= _hashes.Length
            || !digits.SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash[..(HashDigits / 2)]))))
        {
            Phantoms++;
            return;
        }

        ulong beginning = BinaryPrimitives.ReadUInt64BigEndian(hash);
        if (_hashes[number] == 0)
        {
            _hashes[number] = beginning;
            Volatile.Write(ref _distinct, _distinct + 1);
        }
        else if (_hashes[number] == beginning)
        {
            Repeated++;
        }
        else
        {
            Phantoms++;
        }
    }

    private int NumberOf(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf(_text) + _text.Length;
        return Utf8Parser.TryParse(line.Slice(start, NumberLength), out int number, out _) ? number : int.MaxValue;
    }
}
