using System.Diagnostics;
using System.Text.Json;

namespace TradingLogging.Tests.Configuration;

/// <summary>Python's own <c>configparser</c> in a process that answers one file after the other.</summary>
internal sealed class PythonConfigParser : IDisposable
{
    private const string Script = """
        import base64, configparser, io, json, sys
        for line in sys.stdin:
            parser = configparser.ConfigParser(interpolation=None)
            try:
                content = io.BytesIO(base64.b64decode(line))
                parser.read_file(io.TextIOWrapper(content, encoding="utf-8-sig"))
                answer = {name: dict(parser.items(name)) for name in parser.sections()}
            except (configparser.Error, UnicodeDecodeError):
                answer = None
            print(json.dumps(answer), flush=True)
        """;

    private readonly Process _process;

    private PythonConfigParser(Process process) => _process = process;

    /// <summary>Starts Python, or gives null where there is none.</summary>
    public static PythonConfigParser? TryStart()
    {
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { "-c", Script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return Process.Start(start) is { } process ? new PythonConfigParser(process) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The sections with their keys and values, or null when Python refuses the file.</summary>
    public Dictionary<string, Dictionary<string, string>>? Read(byte[] content)
    {
        _process.StandardInput.WriteLine(Convert.ToBase64String(content));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLineAsync().InTime()
            ?? throw new InvalidOperationException("Python has ended.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>?>(answer);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.EndInTime();
        _process.Dispose();
    }
}
