using System.Security.Cryptography;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Sources;

public sealed class LineHashesTests
{
    // Lengths around the borders of blocks, and those that are hashed together beside those that are not.
    [Fact]
    public void Each_line_has_the_hash_that_the_system_gives()
    {
        var random = new Random(16);
        using var hashes = new LineHashes();
        var batch = new EventBatch();
        for (int round = 0; round < 2000; round++)
        {
            batch.Clear();
            int count = round % 4 == 3 ? random.Next(1, LineHashes.Lanes) : LineHashes.Lanes;
            int first = random.Next(3);
            for (int lane = 0; lane < first + count; lane++)
            {
                byte[] line = new byte[round < 600 ? round : random.Next(round % 5 == 4 ? 700 : 300)];
                random.NextBytes(line);
                batch.Add(line, new LogLocation("trades.log", lane, 0));
            }

            byte[] computed = hashes.Compute(batch, first, count).ToArray();

            byte[] expected = [.. Enumerable.Range(first, count).SelectMany(lane => SHA256.HashData(batch.Line(lane)))];
            Assert.Equal(expected, computed);
        }
    }
}
