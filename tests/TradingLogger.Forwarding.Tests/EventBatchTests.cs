using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

public sealed class EventBatchTests
{
    [Fact]
    public void A_batch_gives_back_lines_and_ids_in_their_order()
    {
        EventBatch batch = Batches.Of("{\"a\": 1}", "{\"b\": 22}", "{\"c\": 333}");

        Assert.Equal(3, batch.Count);
        Assert.Equal("{\"b\": 22}", Encoding.UTF8.GetString(batch.Line(1)));
        Assert.Equal("id-2", Encoding.UTF8.GetString(batch.Id(2)));
        Assert.Equal(new LogLocation("/logs/trades.log", 2, 9), batch.Location(1));
        Assert.Equal("{\"b\": 22}\n{\"c\": 333}\n", Encoding.UTF8.GetString(batch.Lines(1, 2).Span));
        Assert.Equal(batch.Lines(0, 3).Length, batch.Bytes);
    }

    [Fact]
    public void A_cleared_batch_is_filled_anew()
    {
        EventBatch batch = Batches.Of("{\"a\": 1}");

        batch.Clear();
        batch.Add("{}"u8, "id"u8, new LogLocation("f", 1, 0));

        Assert.Equal("{}\n", Encoding.UTF8.GetString(batch.Lines(0, batch.Count).Span));
    }
}

internal static class Batches
{
    /// <summary>Lines of a log, with the ids <c>id-0</c>, <c>id-1</c> and so on.</summary>
    public static EventBatch Of(params IReadOnlyList<string> lines)
    {
        var batch = new EventBatch();
        long offset = 0;
        for (int index = 0; index < lines.Count; index++)
        {
            byte[] line = Encoding.UTF8.GetBytes(lines[index]);
            batch.Add(
                line, Encoding.ASCII.GetBytes($"id-{index}"), new LogLocation("/logs/trades.log", index + 1, offset));
            offset += line.Length + 1;
        }

        return batch;
    }
}
