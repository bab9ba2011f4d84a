using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <content>What opens the position: events that say so, and fills.</content>
internal sealed partial class Position
{
    private bool _hasFeeAnnounced;

    /// <summary>Whether the event named a fee that announced what the last fill has opened.</summary>
    public bool HasFeeOfOpening { get; private set; }

    /// <summary>Adds the event that opens the position, unless a fill has done so already.</summary>
    public void Announce(Lot lot, TradeSide side, decimal? quantity, bool hasFee)
    {
        _hasFeeAnnounced = hasFee && _unannounced == 0;
        HasHistory = true;
        if (quantity is not { } announced)
        {
            if (_unannounced == 0 && !IsOpen)
            {
                HasUnknownQuantity = true;
                Standing = side;
            }

            _unannounced = 0;
            return;
        }

        decimal known = Math.Min(announced, _unannounced);
        _unannounced -= known;
        if (announced - known <= 0 || ExactNumber.AreEqual(announced, known, _isBinary))
            return;
        Standing = Standing == TradeSide.None ? side : Standing;
        lot.Quantity = announced - known;
        lot.IsAnnounced = true;
        _lots.Add(lot, _isBinary);
    }

    private void OpenLots(PositionFill fill, TradeSide side, decimal quantity, decimal whole)
    {
        decimal rest = quantity;
        HasFeeOfOpening = _hasFeeAnnounced;
        if (_lots.Announced > 0 && Standing == side)
        {
            foreach (Lot lot in _lots.Lots.Where(lot => lot.IsAnnounced).ToArray())
            {
                decimal confirmed = Whole(rest, lot.Quantity);
                _lots.Confirm(lot, fill, confirmed, whole);
                rest = Less(rest, confirmed);
                _hasFeeAnnounced &= _lots.Announced > 0;
                if (rest <= 0)
                    return;
            }
        }

        _hasFeeAnnounced = false;
        Standing = side;
        DecimalMath.Add(ref _unannounced, rest);
        _lots.Open(fill, rest, whole, _isBinary);
    }
}
