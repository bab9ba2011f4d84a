using System.Globalization;
using TradingLogging.Reading;

namespace TradingLogging.Analytics;

/// <summary>An event as the measurement sees it.</summary>
internal sealed class TradeEventView
{
    private const string TimeForm = "yyyy-MM-dd";

    private TradeEventView(TradeEvent tradeEvent, TradeEventPlace place)
    {
        Event = tradeEvent;
        Place = place;
        Step = TradeSteps.Of(tradeEvent.Action);
        Time = tradeEvent.Timestamp;
    }

    /// <summary>The event itself.</summary>
    public TradeEvent Event { get; }

    /// <summary>Where it stands.</summary>
    public TradeEventPlace Place { get; }

    /// <summary>What it means.</summary>
    public TradeActionKind Step { get; }

    /// <summary>When it happened: <c>event_time</c>, or the moment of logging without one.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>The day it happened on, by the clock and offset it was written with.</summary>
    public string Day => Time.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Its symbol; null when it has none.</summary>
    public string? Symbol { get; private set; }

    /// <summary>Its strategy; null when it has none.</summary>
    public string? Strategy { get; private set; }

    /// <summary>The member <c>order_id</c> as text; null when it has none.</summary>
    public string? OrderId { get; private set; }

    /// <summary>The member <c>position_id</c> as text; null when it has none.</summary>
    public string? PositionId { get; private set; }

    /// <summary>BUY or SELL, as written; null when it has none.</summary>
    public string? Side { get; private set; }

    /// <summary>Its price; null when it has none.</summary>
    public decimal? Price { get; private set; }

    /// <summary>Its quantity, without sign; null when it has none.</summary>
    public decimal? Quantity { get; private set; }

    /// <summary>Its profit or loss before fees; null when it has none.</summary>
    public decimal? Pnl { get; private set; }

    /// <summary>What it cost, <c>fee</c> or <c>commission</c>; null when it has neither.</summary>
    public decimal? Fee { get; private set; }

    /// <summary>Whether one of its numbers is none, which is a finding already.</summary>
    public bool HasUnusableValue { get; private set; }

    /// <summary>Takes an event apart; numbers that are none become findings.</summary>
    public static TradeEventView From(TradeEvent tradeEvent, TradeEventPlace place, TradeFindings findings)
    {
        var fact = new TradeEventView(tradeEvent, place);
        var unusable = new List<string>();
        foreach (KeyValuePair<string, object?> member in tradeEvent.Members)
            fact.Take(member.Key, member.Value, unusable);

        fact.HasUnusableValue = unusable.Count > 0;
        foreach (string name in unusable)
            findings.Add(TradeFindingKind.UnusableValue, $"{tradeEvent.Action} has a {name} that is no number.", fact);
        return fact;
    }

    private static string? Text(object? value) => value switch
    {
        string text => text.Length == 0 ? null : text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static decimal? Number(string name, object? value, List<string> unusable)
    {
        if (value is null)
            return null;
        if (ExactNumber.TryRead(value, out decimal number))
            return number;

        unusable.Add(name);
        return null;
    }

    private static DateTimeOffset? Moment(object? value) =>
        value is string text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
            ? moment
            : null;

    private void Take(string name, object? value, List<string> unusable)
    {
        switch (name)
        {
            case "event_time":
                Time = Moment(value) ?? Time;
                break;
            case "symbol":
                Symbol = Text(value);
                break;
            case "strategy":
                Strategy = Text(value);
                break;
            case "order_id":
                OrderId = Text(value);
                break;
            case "position_id":
                PositionId = Text(value);
                break;
            case "side":
                Side = Text(value);
                break;
            case "price":
                Price = Number(name, value, unusable);
                break;
            case "quantity":
                Quantity = Number(name, value, unusable) is { } quantity ? Math.Abs(quantity) : null;
                break;
            case "pnl":
                Pnl = Number(name, value, unusable);
                break;
            case "fee" or "commission":
                Fee = Number(name, value, unusable) ?? Fee;
                break;
        }
    }
}
