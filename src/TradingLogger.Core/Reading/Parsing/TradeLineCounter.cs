using System.Runtime.CompilerServices;
using TradingLogging.Reading.Sources;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Counts lines that are surely single events and wanted, and passes over those that are surely not wanted; what is
/// between them has to be read. Not thread-safe.</summary>
/// <param name="query">Which events are wanted; has no conditions on members.</param>
/// <remarks>Without it, each wanted line is taken out and read: the first count of 0.5 GB in a process, of one action of four, takes
/// 0.63 s of processor time instead of 0.46 s.</remarks>
internal sealed class TradeLineCounter(TradeQuery query) : ILineSkipper
{
    private readonly TradeLineFilter _filter = new(query);
    private readonly FastTradeLineScanner _flat = new();

    /// <summary>How many wanted events were counted.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public int Measure(ReadOnlySpan<byte> bytes, out int lines)
    {
        int length = _filter.MeasureUnwanted(bytes, out lines);
        while (TryCount(bytes[length..], out int counted))
        {
            length += counted;
            length += _filter.MeasureUnwanted(bytes[length..], out int unwanted);
            lines += 1 + unwanted;
        }

        return length;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private bool TryCount(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (!_flat.TryScan(bytes, out TradeLine line) || line.End == bytes.Length || bytes[line.End] != '\n'
            || !_filter.Accepts(bytes, line))
        {
            return false;
        }

        Count++;
        length = line.End + 1;
        return true;
    }
}
