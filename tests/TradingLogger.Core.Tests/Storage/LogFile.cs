using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Tests.Storage;

/// <summary>A log file in a folder of its own, with an append engine on faulty files.</summary>
internal sealed class LogFile : IDisposable
{
    public const string Name = "trades.log";

    public static readonly DateTime Today = new(2025, 12, 18);

    public LogFile(
        RotationPolicy? rotation = null,
        Durability durability = Durability.Os,
        TimeSpan? lockTimeout = null)
    {
        Engine = Open(Files, rotation, durability, lockTimeout);
    }

    public LogFolder Folder { get; } = new();

    public FaultyFiles Files { get; } = new();

    public AppendFile Engine { get; }

    public string Path => Folder.PathOf(Name);

    public string LockPath => Folder.PathOf($".{Name}.lock");

    public string Text => SharedFile.ReadAllText(Path);

    public static SizeRotation NoRotation => new(0, 0);

    /// <summary>Daily rotation of lines that begin with their day.</summary>
    public static DailyRotation Daily(
        int backupCount = 30, Retention retention = default, bool isChained = false, int forwardHoldDays = 90) =>
        new(backupCount, ReadDay, utc => utc, retention, isChained, forwardHoldDays: forwardHoldDays);

    /// <summary>A second engine on the same file, as another process has it.</summary>
    public AppendFile Open(
        PlatformFiles? files = null,
        RotationPolicy? rotation = null,
        Durability durability = Durability.Os,
        TimeSpan? lockTimeout = null,
        BatchMarker? marker = null) => new(
            Path,
            rotation ?? NoRotation,
            new AppendFileOptions(HostOutput.Warn)
            {
                Durability = durability,
                LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(5),
            },
            files,
            marker: marker);

    public void Append(string line, DateTime? day = null) => Append(Engine, line, day);

    public static void Append(AppendFile engine, string line, DateTime? day = null) =>
        engine.Append(Encoding.UTF8.GetBytes(line + "\n"), day ?? Today);

    /// <summary>Appends a line that begins with its day.</summary>
    public void AppendOn(DateTime day, string text = "record") => Append(DayLine(day, text), day);

    public static string DayLine(DateTime day, string text = "record") =>
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " " + text;

    /// <summary>Appends lines until the engine keeps its lock; gives back what it wrote.</summary>
    public List<string> AppendUntilLockIsKept()
    {
        List<string> lines = [];
        var waited = Stopwatch.StartNew();
        while (!Engine.Lease.IsKept)
        {
            Waiting.Check(waited, "a lock that is kept");
            lines.Add($"full swing {lines.Count}");
            Append(lines[^1]);
        }

        return lines;
    }

    public void Dispose()
    {
        Files.Mend();
        Engine.Dispose();
        Folder.Dispose();
    }

    public static DateTime? ReadDay(ReadOnlySpan<byte> line)
    {
        string start = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 10)]);
        return DateTime.TryParseExact(
            start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
            ? day
            : null;
    }
}

/// <summary>Appends in one line.</summary>
internal static class Appends
{
    public static void Append(this AppendFile file, ReadOnlySpan<byte> lines, DateTime day, int records = 1) =>
        file.Append(new AppendRequest(lines, day, records));
}
