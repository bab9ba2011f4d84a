using System.Diagnostics;
using System.Text;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>What a program wrote until it ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program to its end, which ten minutes have to suffice for.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    public static ProgramRun Of(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = new PipeText(process.StandardOutput);
        var errors = new PipeText(process.StandardError);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"'{string.Join(' ', command)}' did not end within {Patience}. {output.ToEnd()}{errors.ToEnd()}");
        }

        return new ProgramRun(process.ExitCode, output.ToEnd(), errors.ToEnd());
    }

    /// <summary>The text that comes through a pipe. A program that has ended may have left another one behind, such as
    /// wine's server or a compiler's, that holds the pipe for ever.</summary>
    private sealed class PipeText
    {
        private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

        private readonly StringBuilder _text = new();
        private readonly Task _reading;

        public PipeText(StreamReader pipe) => _reading = ReadAsync(pipe);

        /// <summary>What came until the pipe's end, or half a minute after the program's.</summary>
        public string ToEnd()
        {
            _reading.Wait(LongestRest);
            lock (_text)
                return _text.ToString();
        }

        private async Task ReadAsync(StreamReader pipe)
        {
            char[] buffer = new char[4096];
            int read;
            while ((read = await pipe.ReadAsync(buffer)) > 0)
            {
                lock (_text)
                    _text.Append(buffer, 0, read);
            }
        }
    }
}
