using System.Text;
using Xunit;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>The same scenario through Python's logging and through the product's.</summary>
internal sealed class BothLoggings : IDisposable
{
    private readonly LogFolder _folder = new();

    public string Python => Sub("python");

    public string Core => Sub("core");

    /// <summary>What Python said on stderr so far.</summary>
    public string PythonErrors { get; private set; } = string.Empty;

    /// <summary>Logs with Python exactly as the specification has it.</summary>
    public void Run(LogScenario scenario) => Run(scenario, isAdapted: false);

    /// <summary>Logs with Python and the purposeful differences.</summary>
    public void RunAdapted(LogScenario scenario) => Run(scenario, isAdapted: true);

    /// <summary>Puts a file into both directories before anything is logged.</summary>
    public void Put(string name, string content)
    {
        File.WriteAllText(Path.Combine(Python, name), content);
        File.WriteAllText(Path.Combine(Core, name), content);
    }

    /// <summary>Sets the time of a file's last change in both directories.</summary>
    public void Touch(string name, DateTime utc)
    {
        File.SetLastWriteTimeUtc(Path.Combine(Python, name), utc);
        File.SetLastWriteTimeUtc(Path.Combine(Core, name), utc);
    }

    /// <summary>Sees that both have written the same files, byte for byte.</summary>
    public void AssertSameFiles()
    {
        Assert.NotEmpty(LogFiles.NamesIn(Python));
        Assert.Equal(LogFiles.NamesIn(Python), LogFiles.NamesIn(Core));
        foreach (string name in LogFiles.NamesIn(Python))
        {
            byte[] expected = LogFiles.Read(Python, name);
            byte[] actual = LogFiles.Read(Core, name);
            if (!expected.AsSpan().SequenceEqual(actual))
                Assert.Fail($"{name}: {FirstDifference(expected, actual)}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Sub(string name) => Directory.CreateDirectory(_folder.PathOf(name)).FullName;

    private void Run(LogScenario scenario, bool isAdapted)
    {
        PythonErrors += PythonLogging.Run(scenario, Python, isAdapted);
        CoreLogging.Run(scenario, Core);
    }

    private static string FirstDifference(byte[] expected, byte[] actual)
    {
        string[] wanted = Encoding.UTF8.GetString(expected).Split('\n');
        string[] got = Encoding.UTF8.GetString(actual).Split('\n');
        int line = 0;
        while (line < wanted.Length && line < got.Length && wanted[line] == got[line])
            line++;
        return $"line {line + 1}\nPython: {wanted.ElementAtOrDefault(line)}\ncore:   {got.ElementAtOrDefault(line)}";
    }
}
