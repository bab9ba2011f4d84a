using System.Diagnostics;
using TradingLogging.Tests.Configuration;

namespace TradingLogging.Tests.Integrity;

/// <summary>docs/verify-trades.py in a process that answers for one log after the other.</summary>
internal sealed class PythonVerifier : IDisposable
{
    private const string Script = """
        import contextlib, io, sys
        code = compile(open(sys.argv[1]).read(), sys.argv[1], "exec")
        arguments = sys.argv[2:]
        for line in sys.stdin:
            sys.argv = ["verify"] + arguments
            answer = "intact"
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(code, {"__name__": "verify"})
            except SystemExit as problem:
                answer = "problem: " + str(problem)
            print(answer, flush=True)
        """;

    private readonly Process _process;

    private PythonVerifier(Process process) => _process = process;

    /// <summary>Starts Python, or gives null where there is none.</summary>
    public static PythonVerifier? TryStart(string directory, string keyFile)
    {
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { "-c", Script, RepositoryFile.PathOf("docs/verify-trades.py"), directory, keyFile },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return Process.Start(start) is { } process ? new PythonVerifier(process) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What it says of the log as it is now.</summary>
    public string Answer()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLineAsync().InTime()
            ?? throw new InvalidOperationException("Python has ended.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.EndInTime();
        _process.Dispose();
    }
}
