using System.Diagnostics;

namespace TradingLogging.Benchmarks.Forwarding;

/// <summary>Starts this program again, on one processor.</summary>
internal static class OwnProgram
{
    public static Process Start(int processor, params string[] arguments)
    {
        bool isPinned = Reading.Command.IsThere("taskset");
        var start = new ProcessStartInfo(isPinned ? "taskset" : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (isPinned)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(FormattableString.Invariant($"{processor}"));
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(typeof(OwnProgram).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
