using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Sinks.OpenTelemetry;
using TradingLogging.Forwarding;

namespace TradingLogging.Benchmarks.Forwarding;

/// <summary>What a sender did: this program, started again on the first processor.</summary>
/// <param name="Events">How many events it gave away.</param>
/// <param name="Seconds">How long that took, until the last answer.</param>
/// <param name="ProcessorSeconds">The processor time of all of its threads meanwhile.</param>
/// <param name="PeakBytes">The most memory that it had.</param>
internal sealed record SenderRun(long Events, double Seconds, double ProcessorSeconds, long PeakBytes)
{
    private const string Send = "forward-send";
    private const string SendBySerilog = "forward-serilog";

    /// <summary>The argument that makes this program a forwarder that follows a log until its input ends.</summary>
    public const string Follow = "forward-follow";

    /// <summary>Whether this program is to be a sender.</summary>
    public static bool IsMeant(string argument) => argument is Send or SendBySerilog or Follow;

    /// <summary>Sends a log by a forwarder that has sent nothing yet.</summary>
    public static SenderRun OfForwarder(
        string directory, int port, ForwardProtocol protocol, ForwardCompression compression) =>
        Read(Send, directory, Text(port), protocol.ToString(), compression.ToString());

    /// <summary>Sends events by the sink of Serilog.</summary>
    public static SenderRun OfSerilog(int port, int events) => Read(SendBySerilog, Text(port), Text(events));

    /// <summary>Is the sender.</summary>
    public static void Run(string[] arguments)
    {
        switch (arguments)
        {
            case [Send, string directory, string port, string protocol, string compression]:
                Print(() => new EventForwarder(Options(directory, port) with
                {
                    Protocol = Enum.Parse<ForwardProtocol>(protocol),
                    Compression = Enum.Parse<ForwardCompression>(compression),
                }).SendOnce().Events);
                break;
            case [SendBySerilog, string port, string events]:
                Print(() => LogBySerilog(port, int.Parse(events, CultureInfo.InvariantCulture)));
                break;
            case [Follow, string directory, string port]:
                FollowLog(directory, port);
                break;
        }
    }

    private static SenderRun Read(params string[] arguments)
    {
        using Process process = OwnProgram.Start(0, arguments);
        string[] numbers = (process.StandardOutput.ReadLine() ?? "").Split(' ');
        process.WaitForExit();
        return numbers.Length == 4
            ? new SenderRun((long)Number(0), Number(1), Number(2), (long)Number(3))
            : throw new InvalidOperationException("The sender failed.");

        double Number(int index) => double.Parse(numbers[index], CultureInfo.InvariantCulture);
    }

    private static void Print(Func<long> send)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        long events = send();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        double used = (process.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{events} {seconds} {used} {process.PeakWorkingSet64}"));
    }

    private static void FollowLog(string directory, string port)
    {
        using var cancellation = new CancellationTokenSource();
        var forwarder = new EventForwarder(Options(directory, port) with { Protocol = ForwardProtocol.Ndjson });
        var following = Task.Run(() => forwarder.Follow(cancellation.Token));
        Console.WriteLine("following");
        Console.In.ReadLine();
        cancellation.Cancel();
        following.Wait();
    }

    private static ForwarderOptions Options(string directory, string port) => new()
    {
        LogDirectory = directory,
        Name = FormattableString.Invariant($"bench-{Environment.ProcessId}"),
        Uri = new Uri($"http://127.0.0.1:{port}/v1/logs"),
    };

    // Its events have the members that those of the log have.
    private static long LogBySerilog(string port, int events)
    {
        using (var logger = new LoggerConfiguration()
            .WriteTo.OpenTelemetry(options =>
            {
                options.Endpoint = $"http://127.0.0.1:{port}/v1/logs";
                options.Protocol = OtlpProtocol.HttpProtobuf;
            })
            .CreateLogger())
        {
            for (int number = 0; number < events; number++)
            {
                logger.Information(
                    "ORDER_FILLED {symbol} {order_id} {side} {quantity} {price} {strategy} {execution_id} {fee}",
                    "BTCUSDT", number, "BUY", 0.123m, 50010.5m, "MockSMA", "x1", 2.4605m);
            }
        }

        return events;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
