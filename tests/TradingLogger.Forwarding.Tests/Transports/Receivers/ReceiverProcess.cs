using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

/// <summary>A program that receives events, with a directory of its own, started and ended by a test.</summary>
internal sealed class ReceiverProcess : IDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <summary>The directory of the program, gone with it.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("tradinglogger-receiver-");

    /// <summary>What the program has said.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Whether the program has ended.</summary>
    public bool HasEnded => _process is null || _process.HasExited;

    /// <summary>The path of a program; null when this machine has none.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);

    /// <summary>A port of loopback that nobody uses at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the program.</summary>
    public void Start(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder.FullName,
            Environment = { ["HOME"] = Folder.FullName, ["TMPDIR"] = Folder.FullName },
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Asks; what it throws for a connection that cannot be made counts as no.</param>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var waited = Stopwatch.StartNew();
        while (!await IsSo(isSo))
        {
            if (HasEnded || waited.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException("The receiver does not get there:\n" + Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Ends the program at once, as a power cut would.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromMinutes(2));
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        Folder.Delete(recursive: true);
    }

    private static async Task<bool> IsSo(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
