using TradingLogging.Analytics.Duplicates;

namespace TradingLogging.Analytics.Orders;

/// <summary>An id of an order with its hash, which is made where the event is read.</summary>
/// <param name="id">The id.</param>
/// <param name="hash">Its hash.</param>
internal readonly struct OrderKey(string id, ulong hash) : IEquatable<OrderKey>
{
    /// <summary>Hashes an id.</summary>
    public OrderKey(string id)
        : this(id, FactHash.Of(id))
    {
    }

    /// <summary>The id.</summary>
    public string Id => id;

    /// <summary>Its hash.</summary>
    public ulong Hash => hash;

    public bool Equals(OrderKey other) => hash == other.Hash && id == other.Id;

    public override bool Equals(object? obj) => obj is OrderKey other && Equals(other);

    public override int GetHashCode() => (int)hash;
}
