using TradingLogging.Text;

namespace TradingLogging.Storage.Paths;

/// <summary>What the name of a log file must not be, on any system: another file, or none, on one of them.</summary>
internal static class LogFileName
{
    /// <summary>Lets the path of a log file through whose last part is a file's name.</summary>
    /// <exception cref="ArgumentException">It is not; the message says why.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of a log file must not be empty.", nameof(path));
        string name = IsRelativeToDrive(path) ? path : Path.GetFileName(path);
        if (FindFault(name) is { } fault)
        {
            throw new ArgumentException(
                $"A log file cannot be named {VisibleText.Of(name)}: {fault}. Choose another name.", nameof(path));
        }
    }

    // C:x is a file in whatever directory the process was last in on C, or a stream of the file C.
    private static bool IsRelativeToDrive(string path) =>
        path.Length > 2 && path[1] == ':' && path[2] is not ('/' or '\\');

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

/// <summary>The names that Windows keeps for devices, in every directory and with every extension. They are refused on every
/// system, so that a configuration does not mean another thing on the next one.</summary>
internal static class DeviceName
{
    // Windows takes the superscript digits for digits, too.
    private const string Numbers = "0123456789\u00B9\u00B2\u00B3";

    private static readonly string[] Plain = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    private static readonly string[] Numbered = ["COM", "LPT"];
    private static readonly char[] Extensions = ['.', ':'];
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Whether a file name is that of a device: what stands behind a dot or a colon, and blanks before them, make it no
    /// other.</summary>
    public static bool Is(string name)
    {
        int end = name.IndexOfAny(Extensions);
        string stem = (end < 0 ? name : name[..end]).TrimEnd(' ');
        return Plain.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && Numbers.Contains(stem[3]) && Numbered.Contains(stem[..3], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether any part of a path is the name of a device.</summary>
    public static bool IsIn(string path) => path.Split(Separators).Any(Is);
}
