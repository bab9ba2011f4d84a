using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A process that forwards the events of a log.</summary>
internal sealed class ForwarderProcess(ForwardJob job)
    : ChildProcess([.. WriterProcess.Program, "forward", JsonSerializer.Serialize(job)])
{
    public void WaitUntilReady() => WaitForLine("ready");

    /// <summary>Waits until it has ended and everything was sent.</summary>
    /// <returns>Its warnings.</returns>
    public string WaitForSuccess()
    {
        if (WaitForEnd() != 0)
            Assert.Fail($"{WaitForLine("failed")} {Errors}");
        return Errors;
    }

    /// <summary>The most memory that it has had so far, in bytes; Linux tells it.</summary>
    public long ReadPeakMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the most memory of a process in this way.");
        string line = File.ReadLines($"/proc/{Id}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(
            line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for its end, by its own hand or another's.</summary>
    public void WaitForDeath() => WaitForEnd();
}
