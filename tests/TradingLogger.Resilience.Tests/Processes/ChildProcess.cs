using System.Diagnostics;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A program in a session of its own, as a service or a scheduled task is, whose output is read line by
/// line.</summary>
internal class ChildProcess : IDisposable
{
    public static readonly TimeSpan Patience = Waiting.Patience;

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task _reader;
    private readonly object _gate = new();
    private readonly Queue<string> _lines = [];
    private bool _hasEnded;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    public ChildProcess(IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Both become the program they start: the process id stays the same. A shell starts its background jobs with
        // SIGINT and SIGQUIT ignored, and every child inherits that.
        string[] parts = OperatingSystem.IsWindows()
            ? [.. command]
            : ["setsid", "env", "--default-signal=INT,QUIT,HUP", .. command];
        var start = new ProcessStartInfo(parts[0], parts[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        _reader = Task.Factory.StartNew(ReadLines, TaskCreationOptions.LongRunning);
    }

    public int Id => _process.Id;

    /// <summary>What it has written to its standard error. Waits for its end.</summary>
    protected string Errors => _error.InTime();

    /// <summary>Writes a line to its standard input.</summary>
    public void Command(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for a line that begins so, and passes over others.</summary>
    /// <returns>The rest of the line.</returns>
    public string WaitForLine(string beginning)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Waiting.Check(waited, $"the line '{beginning}'");
            string line = Take(beginning);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line[beginning.Length..].Trim();
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Closes its standard input and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        _process.StandardInput.Close();
        return WaitForEnd();
    }

    /// <summary>Waits for its end and for the last of its output.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForEnd()
    {
        if (!_process.WaitForExit(Patience) || !_reader.Wait(Patience))
            throw new TimeoutException($"The process did not end within {Patience}.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.EndInTime();
        _process.Dispose();
    }

    /// <summary>Takes a line as it is read.</summary>
    /// <returns>Whether the line needs not be kept for <see cref="WaitForLine"/>.</returns>
    protected virtual bool TakeAtOnce(string line) => false;

    /// <summary>Its standard output has ended.</summary>
    protected virtual void OnEnd()
    {
    }

    private void ReadLines()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (TakeAtOnce(line))
                continue;
            lock (_gate)
            {
                _lines.Enqueue(line);
                Monitor.PulseAll(_gate);
            }
        }

        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }

        OnEnd();
    }

    private string Take(string wanted)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_lines.Count == 0)
            {
                if (_hasEnded)
                    throw new InvalidOperationException($"The process ended without the line '{wanted}'. {Errors}");
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new TimeoutException($"The process did not write the line '{wanted}' within {Patience}.");
                Monitor.Wait(_gate, TimeSpan.FromSeconds(1));
            }

            return _lines.Dequeue();
        }
    }
}
