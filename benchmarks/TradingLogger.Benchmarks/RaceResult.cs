using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks;

/// <summary>What a contender cost, over all rounds, as multiples of the floor of the same round.</summary>
internal sealed record RaceResult(
    string Name,
    bool IsDurable,
    double CallRatio,
    double CallLow,
    double CallHigh,
    double WallRatio,
    double Bytes)
{
    public static RaceResult Of(Func<Contender> make, List<Measurement> own, List<Measurement> floor)
    {
        using Contender contender = make();
        double[] calls = [.. own.Zip(floor, (mine, least) => mine.CallNanoseconds / least.CallNanoseconds).Order()];
        double[] walls = [.. own.Zip(floor, (mine, least) => mine.WallNanoseconds / least.WallNanoseconds).Order()];
        double[] bytes = [.. own.Select(mine => mine.Bytes).Order()];
        return new RaceResult(
            contender.Name,
            contender.IsDurable,
            Median(calls),
            calls[0],
            calls[^1],
            Median(walls),
            Median(bytes));
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
