using System.Buffers;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>What is appended at once: all of its lines or none.</summary>
/// <param name="lines">Whole lines, each with its line feed.</param>
/// <param name="day">The day the lines belong to.</param>
/// <param name="records">As how many records the lines count.</param>
internal readonly ref struct AppendRequest(ReadOnlySpan<byte> lines, DateTime day, int records = 1)
{
    public ReadOnlySpan<byte> Lines { get; } = lines;

    public DateTime Day { get; } = day;

    public int Records { get; } = records;

    /// <summary>Whether the records are acknowledged together: all of them or none.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Whether the lines are kept elsewhere when they cannot be written, so that they do not count as
    /// failed.</summary>
    public bool IsKept { get; init; }

    /// <summary>Receives the lines as they stand in the file, if the file changes them (see
    /// <see cref="LineChain"/>).</summary>
    public IBufferWriter<byte>? Written { get; init; }

    /// <summary>Hears, under the lock of the log, to which file the lines are about to be appended and its size in
    /// bytes.</summary>
    public Action<FileIdentity, long>? Beginning { get; init; }
}

/// <summary>Appends lines to a file.</summary>
/// <exception cref="FileOperationException">None of the lines is in the file.</exception>
internal delegate void AppendAction(in AppendRequest request);
