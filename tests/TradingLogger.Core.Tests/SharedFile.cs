using Xunit;

namespace TradingLogging.Tests;

/// <summary>What other programs do to a log that a writer has open. On Windows they have to share the file with it,
/// which the methods of <see cref="File"/> do not.</summary>
internal static class SharedFile
{
    public static byte[] ReadAllBytes(string path)
    {
        using FileStream stream = Open(path);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    public static string[] ReadAllLines(string path)
    {
        List<string> lines = [];
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return [.. lines];
    }

    public static void WriteAllText(string path, string text) => Write(path, FileMode.Create, text);

    public static void AppendAllText(string path, string text) => Write(path, FileMode.Append, text);

    /// <summary>Deletes a file that is open; where it then keeps its name until it is closed, the test is
    /// skipped.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        SkipWhereStillThere(path);
    }

    public static void SkipWhereStillThere(string path) => SkipWhen(File.Exists(path));

    /// <summary>Skips the test if a deleted file was still there.</summary>
    public static void SkipWhen(bool wasStillThere) =>
        Assert.SkipWhen(wasStillThere, "On this system a file that is open keeps its name until it is closed.");

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static void Write(string path, FileMode mode, string text)
    {
        using var writer = new StreamWriter(
            new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        writer.Write(text);
    }
}
