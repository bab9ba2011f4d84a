using System.Globalization;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>How long a process wants archives to be kept. The longest wish of all processes that write a log stands
/// beside it, in <c>.trades.log.retention</c>, and wins: a process with default settings never deletes what another one
/// keeps.</summary>
/// <param name="Files">How many days or backups are kept at least; 0 for no such wish.</param>
/// <param name="Days">For how many calendar days they are kept at least; 0 for no such wish.</param>
/// <param name="IsForever">Whether nothing is ever deleted.</param>
internal readonly record struct RetentionWish(int Files, int Days, bool IsForever)
{
    private const string ForeverKey = "forever";
    private const string FilesKey = "files";
    private const string DaysKey = "days";
    private const int LargestFile = 1024;

    /// <summary>Whether there is no wish at all.</summary>
    public bool IsNone => this == default;

    /// <summary>The path of the file beside a log.</summary>
    public static string PathOf(string logPath) =>
        Path.Combine(Path.GetDirectoryName(logPath)!, $".{Path.GetFileName(logPath)}.retention");

    /// <summary>The wish that keeps all that either wish keeps.</summary>
    public RetentionWish Or(RetentionWish other) =>
        new(Math.Max(Files, other.Files), Math.Max(Days, other.Days), IsForever || other.IsForever);

    /// <summary>Adds this wish to those beside a log. Called by the holder of the log's lock.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The log.</param>
    /// <returns>The wish of all processes.</returns>
    /// <exception cref="FileOperationException">The file cannot be read or written.</exception>
    public RetentionWish Join(PlatformFiles files, string logPath)
    {
        string path = PathOf(logPath);
        RetentionWish known = Read(path);
        RetentionWish all = Or(known);
        if (all != known)
            Write(files, path, all);
        return all;
    }

    /// <summary>As it stands in the file: <c>files 30</c>, <c>days 400</c> or <c>forever</c>, one a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Files > 0)
            text.Append(FormattableString.Invariant($"{FilesKey} {Files}\n"));
        if (Days > 0)
            text.Append(FormattableString.Invariant($"{DaysKey} {Days}\n"));
        if (IsForever)
            text.Append(ForeverKey).Append('\n');
        return text.ToString();
    }

    private static RetentionWish Read(string path)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return default;
        byte[] bytes = new byte[LargestFile];
        string text = Encoding.UTF8.GetString(bytes, 0, handle.Read(bytes, 0));
        RetentionWish wish = default;
        foreach (string line in text.Split('\n'))
            wish = wish.Or(Parse(path, line.Trim()));
        return wish;
    }

    // A line that nobody understands may mean a long time: then nothing is deleted.
    private static RetentionWish Parse(string path, string line)
    {
        if (line.Length == 0)
            return default;
        if (line == ForeverKey)
            return new RetentionWish(0, 0, IsForever: true);
        string[] words = line.Split(' ');
        bool isNumber = int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return (words[0], words.Length == 2 && isNumber) switch
        {
            (FilesKey, true) => new RetentionWish(number, 0, IsForever: false),
            (DaysKey, true) => new RetentionWish(0, number, IsForever: false),
            _ => throw new FileOperationException(
                $"Cannot read '{path}': it holds more than files, days and forever. Delete it."),
        };
    }

    // Under another name first: nobody ever reads half of it.
    private static void Write(PlatformFiles files, string path, RetentionWish wish)
    {
        string draft = path + ".draft";
        files.Delete(draft);
        byte[] bytes = Encoding.UTF8.GetBytes(wish.ToString());
        using (AppendHandle handle = files.OpenForAppend(draft))
        {
            if (handle.Write(bytes) < bytes.Length)
                throw new FileOperationException($"Cannot write '{draft}': the disk is full.");
        }

        files.Replace(draft, path);
    }
}
