using System.Text.Json;
using TradingLogging.Resilience.Writer;

return args switch
{
    ["write", var job] => new WriteLoop(JsonSerializer.Deserialize<WriterJob>(job)!).Run(),
    ["forward", var job] => ForwardLoop.Run(JsonSerializer.Deserialize<ForwardJob>(job)!),
    ["watch", var job] => WatchLoop.Run(JsonSerializer.Deserialize<WatchJob>(job)!),
    ["read", var directory] => ReadLoop.Run(directory),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Usage: write <job as JSON> | forward <job as JSON> | watch <job as JSON> | read <directory>. Commands come on"
            + " standard input.");
    return 2;
}
