namespace TradingLogging.Storage.Paths;

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
