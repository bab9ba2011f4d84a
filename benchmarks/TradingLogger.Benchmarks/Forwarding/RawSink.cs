using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingLogging.Benchmarks.Forwarding;

/// <summary>A receiver by HTTP that counts and does nothing else: this program, started again. It answers each line of
/// its standard input with what came since the line before.</summary>
internal sealed class RawSink : IDisposable
{
    /// <summary>The argument that makes this program the receiver.</summary>
    public const string Argument = "forward-sink";

    /// <summary>A member of an event with the moment of the call, in ticks of universal time.</summary>
    public const string SentAt = "sent_at";

    private readonly Process _process;

    private RawSink(Process process)
    {
        _process = process;
        Port = int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Where it listens on this machine.</summary>
    public int Port { get; }

    /// <summary>Starts it on the last processor.</summary>
    public static RawSink Start() => new(OwnProgram.Start(Environment.ProcessorCount - 1, Argument));

    /// <summary>What came since the last call.</summary>
    public SinkReport Report()
    {
        _process.StandardInput.WriteLine();
        string[] numbers = _process.StandardOutput.ReadLine()!.Split(' ');
        return new SinkReport(Number(0), Number(1), Number(2), Number(3) / 1e4, Number(4) / 1e4);

        long Number(int index) => long.Parse(numbers[index], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Is the receiver, until its standard input ends.</summary>
    public static void Run()
    {
        var counter = new SinkCounter();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        var accepting = new Thread(() => Accept(listener, counter)) { IsBackground = true };
        accepting.Start();
        while (Console.In.ReadLine() is not null)
            Console.WriteLine(counter.TakeReport());
    }

    private static void Accept(TcpListener listener, SinkCounter counter)
    {
        while (true)
        {
            Socket client = listener.AcceptSocket();
            client.NoDelay = true;
            new Thread(() => Serve(client, counter)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket client, SinkCounter counter)
    {
        using (client)
        {
            byte[] buffer = new byte[32 * 1024 * 1024];
            int end = 0;
            try
            {
                while (TryReadRequest(client, ref buffer, ref end, out int bodyStart, out int bodyEnd))
                {
                    counter.Add(buffer.AsSpan(bodyStart, bodyEnd - bodyStart));
                    client.Send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8);
                    buffer.AsSpan(bodyEnd, end - bodyEnd).CopyTo(buffer);
                    end -= bodyEnd;
                }
            }
            catch (SocketException)
            {
                // The sender has gone.
            }
        }
    }

    private static bool TryReadRequest(Socket client, ref byte[] buffer, ref int end, out int start, out int bodyEnd)
    {
        start = bodyEnd = 0;
        while (true)
        {
            int head = buffer.AsSpan(0, end).IndexOf("\r\n\r\n"u8);
            if (head >= 0)
            {
                start = head + 4;
                bodyEnd = start + LengthOf(buffer.AsSpan(0, start));
                if (end >= bodyEnd)
                    return true;
                if (bodyEnd > buffer.Length)
                    Array.Resize(ref buffer, bodyEnd);
            }

            int read = client.Receive(buffer.AsSpan(end));
            if (read == 0)
                return false;
            end += read;
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        string text = Encoding.ASCII.GetString(head);
        const string Name = "content-length:";
        int start = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        return int.Parse(text.AsSpan(start, text.IndexOf('\r', start) - start), CultureInfo.InvariantCulture);
    }
}

/// <summary>What a receiver got.</summary>
/// <param name="Requests">The requests.</param>
/// <param name="Bytes">Their bodies.</param>
/// <param name="Events">The events, unless the bodies were compressed.</param>
/// <param name="Median">Half of the events that say when they were written came within so many milliseconds.</param>
/// <param name="Percentile99">99 of 100 did.</param>
internal sealed record SinkReport(long Requests, long Bytes, long Events, double Median, double Percentile99);

/// <summary>Counts what comes.</summary>
internal sealed class SinkCounter
{
    private readonly List<long> _delays = [];
    private long _requests;
    private long _bytes;
    private long _events;

    private static ReadOnlySpan<byte> Sent => "\"sent_at\": "u8;

    public void Add(ReadOnlySpan<byte> body)
    {
        lock (_delays)
        {
            _requests++;
            _bytes += body.Length;
            if (body is [(byte)'{', ..])
                AddLines(body);
            else if (body is [0x0A, ..])
                _events += OtlpRecords.Count(body, depth: 0);
        }
    }

    /// <summary>The numbers, which begin anew.</summary>
    public string TakeReport()
    {
        lock (_delays)
        {
            _delays.Sort();
            string report = FormattableString.Invariant(
                $"{_requests} {_bytes} {_events} {Percentile(0.5)} {Percentile(0.99)}");
            _delays.Clear();
            _requests = _bytes = _events = 0;
            return report;
        }
    }

    private long Percentile(double part) => _delays.Count == 0 ? 0 : _delays[(int)(part * (_delays.Count - 1))];

    private void AddLines(ReadOnlySpan<byte> body)
    {
        _events += body.Count((byte)'\n');
        long now = DateTime.UtcNow.Ticks;
        for (int found = body.IndexOf(Sent); found >= 0; found = body.IndexOf(Sent))
        {
            body = body[(found + Sent.Length)..];
            if (Utf8Parser.TryParse(body, out long ticks, out _))
                _delays.Add(now - ticks);
        }
    }
}

/// <summary>Counts the records of a request of OpenTelemetry: field 2 of field 2 of field 1.</summary>
internal static class OtlpRecords
{
    private static ReadOnlySpan<byte> Path => [0x0A, 0x12, 0x12];

    public static long Count(ReadOnlySpan<byte> message, int depth)
    {
        long count = 0;
        while (!message.IsEmpty)
        {
            byte tag = message[0];
            message = message[1..];
            int length = ReadVarint(ref message);
            if ((tag & 7) != 2)
                continue;
            if (tag == Path[depth])
                count += depth == Path.Length - 1 ? 1 : Count(message[..length], depth + 1);
            message = message[length..];
        }

        return count;
    }

    private static int ReadVarint(ref ReadOnlySpan<byte> message)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
