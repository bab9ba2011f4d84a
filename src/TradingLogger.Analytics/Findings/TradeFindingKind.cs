namespace TradingLogging.Analytics.Findings;

/// <summary>What does not reconcile in a trade log, or could be read in another way. Each message says whether the
/// event was counted or left out.</summary>
public enum TradeFindingKind
{
    /// <summary>A line of the log that is no event: torn, damaged or foreign.</summary>
    DamagedLine,

    /// <summary>Events of a batch whose writer was killed before the batch was complete. They are counted, and the
    /// caller may have logged them again.</summary>
    UnfinishedBatch,

    /// <summary>A fill whose order is not in the log, or that names none. It is counted.</summary>
    FillWithoutOrder,

    /// <summary>A fill beyond its order's quantity, or of an order that was filled already.</summary>
    FillBeyondOrder,

    /// <summary>A fill of an order that had been cancelled or rejected, or had expired. It is counted.</summary>
    LateFill,

    /// <summary>An execution id for the second time, or an event that equals an earlier one in all that counts. It is
    /// left out.</summary>
    DuplicateEvent,

    /// <summary>An execution that the venue took back or corrected. It stays counted as it was logged first.</summary>
    CorrectedExecution,

    /// <summary>A close of a position that is not open, or of more than is open.</summary>
    CloseWithoutPosition,

    /// <summary>A close without an exit fill, though an order that would have made one is still open.</summary>
    ExitFillMissing,

    /// <summary>A position that an event opened, while no fill did as others do.</summary>
    EntryFillMissing,

    /// <summary>An order with the id of an earlier one.</summary>
    DuplicateOrderId,

    /// <summary>An order without an id: no fill can be told to be its own.</summary>
    OrderWithoutId,

    /// <summary>A cancel, reject or change of an order that is not in the log; or a later event of an order that is not
    /// known any more, which does not name its symbol or strategy.</summary>
    UnknownOrder,

    /// <summary>An event that may belong to several orders or positions.</summary>
    Ambiguous,

    /// <summary>A line logged more than a second before the line above it, or a fill before its order, or fills of a
    /// position that changed places.</summary>
    OutOfTimeOrder,

    /// <summary>A number that is none or has more than 28 digits, or a time that is none. It is in no sum.</summary>
    UnusableValue,

    /// <summary>A fill without a price or a quantity, or a close without a pnl, that nothing else gives.</summary>
    MissingValue,

    /// <summary>Fills without a fee where others of the symbol have one.</summary>
    MissingFee,

    /// <summary>A side that is not known, or that contradicts the order's.</summary>
    UnknownSide,

    /// <summary>A quantity that contradicts the fills, or an order that is filled by less than the log says.</summary>
    QuantityMismatch,

    /// <summary>A fill at more than ten times, or less than a tenth of, the price of its order; or an average price of
    /// an order that its fills do not give.</summary>
    PriceMismatch,

    /// <summary>Amounts that were to be converted to a currency for which there is no rate. They stay in their
    /// own.</summary>
    MissingRate,

    /// <summary>A logged pnl that the fills do not give, neither before nor after fees.</summary>
    PnlMismatch,

    /// <summary>A pnl on an event that is no fill and no close, or a quantity or an amount on an action that is not
    /// known. It is left out. Or a split of shares, which is not followed.</summary>
    UnknownAction,

    /// <summary>A member that a line has twice.</summary>
    RepeatedMember,

    /// <summary>Members that mean the same and differ.</summary>
    ConflictingMembers,

    /// <summary>Several fees of one event that may be one, or a fee that may be that of several fills.</summary>
    AmbiguousFee,

    /// <summary>A member that looks like one that is read, and is not, by its name or by its place within another
    /// one.</summary>
    UnreadMember,

    /// <summary>A member that is read and is encrypted. It counts as missing: in a figure that needs it, the event is
    /// left out or taken for another.</summary>
    EncryptedMember,
}
