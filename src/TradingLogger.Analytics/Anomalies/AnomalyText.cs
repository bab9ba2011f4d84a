using System.Globalization;
using TradingLogging.Analytics.Figures;

namespace TradingLogging.Analytics.Anomalies;

/// <summary>Says what is unusual in a sentence with its numbers.</summary>
internal static class AnomalyText
{
    private const double BasisPoint = 10_000;

    /// <summary>Of a count.</summary>
    /// <param name="subject">What was counted, such as <c>ORDER_REJECTED</c>; empty for all events.</param>
    /// <param name="found">What was found.</param>
    /// <param name="bucket">The length of a bucket.</param>
    public static string Of(string subject, in UnusualCount found, TimeSpan bucket)
    {
        string span = Span(bucket, found.Buckets);
        subject = NameOf(subject);
        if (found.IsSilence)
        {
            double perHour = TimeSpan.FromHours(1).Ticks / (double)bucket.Ticks;
            return $"No {subject} for {span}; {Range(found.Low * perHour, found.High * perHour)} an hour"
                + $"{Usual(found.IsOfHour, found.High * perHour)}.";
        }

        return $"{Number(found.Count)} {subject} in {span}; {Range(found.Low, found.High)}"
            + $"{Usual(found.IsOfHour, found.High)}.";
    }

    /// <summary>What else was counted and is as unusual.</summary>
    public static string Likewise(string[] subjects)
    {
        const int Most = 5;
        if (subjects.Length == 0)
            return "";
        string names = string.Join(", ", subjects.Take(Most));
        return subjects.Length > Most ? $" Likewise {names} and {subjects.Length - Most} more." : $" Likewise {names}.";
    }

    /// <summary>Of a share.</summary>
    public static string Of(AnomalyMeasure measure, in UnusualShare found, TimeSpan bucket)
    {
        string what = measure == AnomalyMeasure.RejectRatio ? "orders were rejected" : "orders that ended were filled";
        return $"{found.Part} of {found.Whole} {what} in {Span(bucket, found.Buckets)} "
            + $"({Percent(found.Part / (double)found.Whole)}); {PercentRange(found.Low, found.High)} a day are usual.";
    }

    /// <summary>Of a level.</summary>
    public static string Of(AnomalyMeasure measure, string subject, in UnusualLevel found)
    {
        string name = measure switch
        {
            AnomalyMeasure.Pnl => found.Values == 1 ? "A trade" : "Trades",
            AnomalyMeasure.Slippage => "The slippage",
            AnomalyMeasure.SignalToOrder => "The time from signal to order",
            AnomalyMeasure.OrderToFill => "The time from order to fill",
            _ => "The time from signal to fill",
        };
        string verb = measure == AnomalyMeasure.Pnl ? found.Values == 1 ? "made" : "made on average"
            : found.Values == 1 ? "was" : $"was on average of the last {found.Values} buckets";
        string unit = measure == AnomalyMeasure.Pnl && subject.Length > 0 ? " " + subject : "";
        return $"{name} {verb} {Level(measure, found.Value)}{unit}; {Level(measure, found.Low)} to "
            + $"{Level(measure, found.High)} are usual{(found.IsOfHour ? " at this hour" : "")}.";
    }

    /// <summary>A share as percent.</summary>
    public static string Percent(double share) =>
        (100 * share).ToString(share is > 0 and < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";

    private static string Level(AnomalyMeasure measure, double value) => measure switch
    {
        AnomalyMeasure.Pnl => value.ToString("#,##0.##", CultureInfo.InvariantCulture),
        AnomalyMeasure.Slippage => (value / 100).ToString("0.####", CultureInfo.InvariantCulture) + " %",
        _ => ShortTime.Of(TimeSpan.FromSeconds(value)),
    };

    /// <summary>The slippage of a fill, in hundredths of a percent of the price of the signal.</summary>
    public static double SlippageOf(decimal signal, decimal fill, bool isBuy) =>
        (double)((fill - signal) / signal) * (isBuy ? BasisPoint : -BasisPoint);

    private static string NameOf(string subject) => subject.Length > 0 ? subject : "events";

    private static string Span(TimeSpan bucket, int buckets) => Long(TimeSpan.FromTicks(bucket.Ticks * buckets));

    // "60 minutes" is read faster than "60 min 0 s".
    private static string Long(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => $"{span.TotalSeconds:0} seconds",
        { TotalMinutes: 1 } => "1 minute",
        { TotalHours: 1 } => "1 hour",
        { TotalHours: < 2, Seconds: 0 } => $"{span.TotalMinutes:0} minutes",
        _ => ShortTime.Of(span),
    };

    private static string Usual(bool isOfHour, double high) =>
        (Number(high) == "1" ? " is" : " are") + " usual" + (isOfHour ? " at this hour" : "");

    private static string Range(double low, double high) =>
        Number(low) == Number(high) ? Number(low) : $"{Number(low)} to {Number(high)}";

    private static string PercentRange(double low, double high) =>
        Percent(low) == Percent(high) ? Percent(low) : $"{Percent(low)} to {Percent(high)}";

    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.#" : "#,##0", CultureInfo.InvariantCulture);
}
