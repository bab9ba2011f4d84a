using System.Globalization;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics;

/// <summary>A position that is open at the end of the log.</summary>
public sealed record TradePosition
{
    /// <summary>Its symbol; null when none is known.</summary>
    public string? Symbol { get; init; }

    /// <summary>Its account; null when it has none.</summary>
    public string? Account { get; init; }

    /// <summary>Its venue; null when it has none.</summary>
    public string? Venue { get; init; }

    /// <summary>Its id; null for a position of a netting account.</summary>
    public string? PositionId { get; init; }

    /// <summary>The strategy it belongs to; null for none.</summary>
    public string? Strategy { get; init; }

    /// <summary>LONG or SHORT; empty when its fills do not say.</summary>
    public string Side { get; init; } = "";

    /// <summary>How much is open; null when nobody says.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>What one unit cost on average; null when a price is missing.</summary>
    public decimal? AveragePrice { get; init; }

    /// <summary>The position in one line, for people.</summary>
    public override string ToString() => string.Join(" ", ((string?[])
        [Symbol, Side, Text(Quantity), AveragePrice is null ? null : $"at {Text(AveragePrice)}"])
        .Where(part => !string.IsNullOrEmpty(part)));

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    internal static IEnumerable<TradePosition> OpenOf(SymbolBook book) => book.Positions.Where(
        position => position.IsOpen).Select(position => new TradePosition
        {
            Symbol = book.Symbol,
            Account = book.Account,
            Venue = book.Venue,
            PositionId = position.Id,
            Strategy = position.Strategy,
            Side = position.Standing switch { TradeSide.Buy => "LONG", TradeSide.Sell => "SHORT", _ => "" },
            Quantity = position.HasUnknownQuantity ? null : position.Open,
            AveragePrice = position.AveragePrice,
        });
}
