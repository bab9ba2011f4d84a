using TradingLogging.Text;

namespace TradingLogging.Storage.Paths;

/// <summary>The names that a log file must not have on any system, because one of the systems takes them for something
/// else.</summary>
internal static class LogFileName
{
    /// <summary>Throws unless the last part of the path is a valid file name.</summary>
    /// <exception cref="ArgumentException">It is not. The message says why.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of a log file must not be empty.", nameof(path));
        string name = IsRelativeToDrive(path) ? path : Path.GetFileName(path);
        if (FaultOf(name) is { } fault)
        {
            throw new ArgumentException(
                $"A log file cannot be named {VisibleText.Of(name)}: {fault}. Choose another name.", nameof(path));
        }
    }

    /// <summary>Why a name cannot be that of a file on some system; null when it can.</summary>
    public static string? FaultOf(string name)
    {
        if (name is "" or "." or "..")
            return "that is a directory";
        if (name.Any(char.IsControl))
            return "it has control characters";
        if (name.Contains('\\'))
            return "a backslash separates directories on Windows";
        if (name.Contains(':'))
            return "a colon is for drives and streams on Windows";
        if (name[^1] is '.' or ' ')
            return "Windows drops a dot or blank at its end";
        return DeviceName.Is(name) ? "Windows reserves that name for a device" : null;
    }

    // C:x is a file in the current directory of the process on drive C, or a stream of the file C.
    private static bool IsRelativeToDrive(string path) =>
        path.Length > 2 && path[1] == ':' && path[2] is not ('/' or '\\');
}

/// <summary>The names that Windows reserves for devices, in every directory and with every extension. They are refused
/// on every system, so that a configuration means the same on all of them.</summary>
internal static class DeviceName
{
    // Windows treats superscript digits like digits.
    private const string Numbers = "0123456789\u00B9\u00B2\u00B3";

    private static readonly string[] Plain = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    private static readonly string[] Numbered = ["COM", "LPT"];
    private static readonly char[] Extensions = ['.', ':'];
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Whether a file name is that of a device. Text after a dot or a colon, and blanks before them, do not
    /// matter.</summary>
    public static bool Is(string name)
    {
        int end = name.IndexOfAny(Extensions);
        string stem = (end < 0 ? name : name[..end]).TrimEnd(' ');
        return Plain.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4
                && Numbers.Contains(stem[3])
                && Numbered.Contains(stem[..3], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The first part of a path that is the name of a device; null when there is none.</summary>
    public static string? FindIn(string path) => path.Split(Separators).FirstOrDefault(Is);
}
