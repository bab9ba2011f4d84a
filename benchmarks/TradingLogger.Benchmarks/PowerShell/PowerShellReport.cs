using System.Globalization;

namespace TradingLogging.Benchmarks.PowerShell;

/// <summary>What the module costs in a script: calls, the first calls, several runspaces, and the start of a process,
/// each beside an empty compiled module.</summary>
/// <param name="output">Where the tables go, in Markdown.</param>
/// <param name="module">The manifest of the module.</param>
/// <param name="rounds">How many fresh processes of each kind.</param>
internal sealed class PowerShellReport(TextWriter output, string module, int rounds)
{
    private const int Rounds = 5;
    private const int StartRounds = 15;

    private const int Calls = 500;
    private const int Turns = 160;
    private const int FirstCalls = 1_000;
    private const int Runspaces = 8;
    private const int CallsOfRunspace = 10_000;

    private static readonly (string Case, string Floor, string Text, string Target)[] CallRows =
    [
        ("event", "empty event", "`Write-TradeEvent -Action X -Data @{five members}`, both files", "1.35 x the cmdlet"),
        ("LogTrade", "empty event", "`[TradingLogging.TradingLogger]::LogTrade('X', @{five members})`, both files", ""),
        ("pipeline", "empty pipeline", "objects piped to `Write-TradeEvent`, an object", "3 writes more"),
        ("batch", "empty pipeline", "objects piped to `Write-TradeEvent -AsBatch`, an object", ""),
        ("log", "empty log", "`Write-TradingLog`", "1.35 x the cmdlet"),
        ("debug, off", "empty debug", "`Write-TradingLog` below the level", "1.1 x the cmdlet"),
    ];

    /// <summary>Measures the module of this checkout, then others, and writes the part of
    /// <c>docs/benchmarks.md</c>.</summary>
    /// <param name="modules">The manifests of other builds, as <c>build.ps1 Package</c> makes them.</param>
    public static void WriteAll(string[] modules)
    {
        using var tables = new StringWriter();
        tables.WriteLine(
            Invariant($"Host: {PowerShellProcess.HostName}. Medians of the calling thread's processor time."));
        foreach (string module in (string[])[PowerShellProcess.OwnModule, .. modules])
        {
            tables.WriteLine();
            tables.WriteLine(module == PowerShellProcess.OwnModule
                ? "### The module of a checkout, compiled while it runs"
                : "### The module of a package, compiled ahead of time");
            new PowerShellReport(tables, module, Rounds).Write();
        }

        BenchmarkDocument.Replace(BenchmarkDocument.PowerShell, tables.ToString());
        Console.WriteLine(tables);
    }

    private void Write()
    {
        WriteCalls();
        WriteFirstCalls();
        WriteParallel();
        WriteStart();
    }

    private void WriteCalls()
    {
        ProcessRun run = PowerShellProcess.Run(module, "calls.ps1", ("Calls", Calls), ("Turns", Turns));
        Dictionary<string, Sample> samples = [];
        foreach (string[] line in run.Output)
        {
            if (!samples.TryGetValue(line[0], out Sample? sample))
                samples[line[0]] = sample = new Sample();
            sample.Add(Number(line[1]));
        }

        double write = samples["write"].LaterHalf().Median;
        output.WriteLine();
        output.WriteLine(Invariant($"One `write(2)` of a prebuilt line: {write:F2} µs."));
        output.WriteLine();
        output.WriteLine("| a call, steady state | µs | x empty cmdlet | more than it, x `write(2)` | target |");
        output.WriteLine("|---|---|---|---|---|");
        foreach ((string name, string floor, string text, string target) in CallRows)
        {
            double spent = samples[name].LaterHalf().Median;
            double empty = samples[floor].LaterHalf().Median;
            output.WriteLine(
                Invariant($"| {text} | {spent:F1} | {spent / empty:F2} | {(spent - empty) / write:F1} | {target} |"));
        }

        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Asking the engine for the five properties of a piped object, and nothing else: "
                + $"{samples["properties"].LaterHalf().Median / write:F1} x `write(2)`."));
    }

    private void WriteFirstCalls()
    {
        var module = new Sample();
        var empty = new Sample();
        for (int round = 0; round < rounds; round++)
        {
            empty.Add(FirstCallsOf("empty"));
            module.Add(FirstCallsOf("module"));
        }

        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The first {FirstCalls:N0} events of a fresh process: "
                + $"{module.Median / empty.Median:F2} x the empty cmdlet's (target 2)."));
    }

    private double FirstCallsOf(string name) =>
        Number(PowerShellProcess.Run(module, "first-calls.ps1", ("Calls", FirstCalls), ("Case", name)).Output[0][0]);

    private void WriteParallel()
    {
        var ratio = new Sample();
        int missing = 0;
        for (int round = 0; round < rounds; round++)
        {
            ProcessRun run = PowerShellProcess.Run(
                module,
                "parallel.ps1",
                ("Calls", CallsOfRunspace),
                ("Runspaces", Runspaces));
            ratio.Add(Number(run.Output[0][1]) / Number(run.Output[0][0]));
            missing += (((2 * Runspaces) + 1) * CallsOfRunspace) - run.Events;
        }

        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"`ForEach-Object -Parallel`, {Runspaces} runspaces x {CallsOfRunspace:N0} events: "
                + $"{ratio.Median:F2} x the rate of one runspace (target 1); {missing} events missing."));
    }

    private void WriteStart()
    {
        string[] cases = ["empty", "import", "event"];
        Dictionary<string, Sample> walls = cases.ToDictionary(name => name, _ => new Sample());
        Dictionary<string, Sample> processors = cases.ToDictionary(name => name, _ => new Sample());
        Dictionary<string, Sample> commands = cases.ToDictionary(name => name, _ => new Sample());
        for (int round = 0; round < StartRounds; round++)
        {
            foreach (string name in cases)
            {
                ProcessRun run = PowerShellProcess.Run(module, "start.ps1", ("Case", name));
                walls[name].Add(run.Wall.TotalMilliseconds);
                commands[name].Add(Number(run.Output[0][1]));
                processors[name].Add(Number(run.Output[0][2]));
            }
        }

        output.WriteLine();
        output.WriteLine(
            "| a fresh process, x importing an empty binary module | from start to end | its processor time | the "
                + "commands alone, ms | target |");
        output.WriteLine("|---|---|---|---|---|");
        output.WriteLine(
            Invariant($"| `Import-Module` of the empty dll | 1.00 | 1.00 | {commands["empty"].Median:F0} | |"));
        output.WriteLine(Row("`Import-Module`", "import", 1.5));
        output.WriteLine(Row("`Import-Module`, `Initialize-TradingLogger`, the first event", "event", 3));

        string Row(string text, string name, double target) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {text} | {walls[name].Ratio(walls["empty"]):F2} | "
                    + $"{processors[name].Ratio(processors["empty"]):F2} | {commands[name].Median:F0} | {target} x |");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
