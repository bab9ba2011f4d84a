namespace TradingLogging.Files;

/// <summary>What the name of a log file must not be, on any system: another file, or none, on one of them.</summary>
internal static class LogFileName
{
    /// <summary>Lets the path of a log file through whose last part is a file's name.</summary>
    /// <exception cref="ArgumentException">It is not; the message says why.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of a log file must not be empty.", nameof(path));
        if (FindFault(Path.GetFileName(path)) is { } fault)
        {
            throw new ArgumentException(
                $"A log file cannot be named {MessageText.Of(Path.GetFileName(path))}: {fault}. Choose another name.",
                nameof(path));
        }
    }

    private static string? FindFault(string name)
    {
        if (name is "" or "." or "..")
            return "that is a directory";
        if (name.Any(char.IsControl))
            return "it has control characters";
        if (name.Contains('\\'))
            return "a backslash divides directories on Windows";
        if (name.Contains(':'))
            return "a colon is for drives and streams on Windows";
        if (name[^1] is '.' or ' ')
            return "Windows leaves a dot or blank at its end out";
        return DeviceName.Is(name) ? "Windows keeps that name for a device" : null;
    }
}
