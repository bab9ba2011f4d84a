using System.Text.Json;
using TradingLogging.Forwarding;

if (args is not [var mode and ("once" or "follow"), var json])
{
    Console.Error.WriteLine("Usage: once | follow <options as JSON>. Following ends when standard input does.");
    return 2;
}

ForwarderOptions options = JsonSerializer.Deserialize<ForwarderOptions>(json)!;
var forwarder = new EventForwarder(options, warning => Console.WriteLine("warning " + warning));
if (mode == "once")
{
    Tell(forwarder.SendOnce());
    return 0;
}

using var end = new CancellationTokenSource();
new Thread(() =>
{
    Console.In.ReadToEnd();
    end.Cancel();
}) { IsBackground = true }.Start();
Tell(forwarder.Follow(end.Token));
return 0;

static void Tell(ForwardSummary summary) => Console.WriteLine("done " + JsonSerializer.Serialize(summary));
