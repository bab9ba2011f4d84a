namespace TradingLogging.Integrity;

/// <summary>What is known of the seal of a file.</summary>
public enum SealState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It fits the file, and is not signed: whoever can write files could have made it.</summary>
    Fitting,

    /// <summary>It fits the file; its signature was not checked, for want of a key.</summary>
    NotChecked,

    /// <summary>It fits the file, and is signed with the key.</summary>
    Authentic,

    /// <summary>It does not fit the file, or is not signed with the key, or is damaged.</summary>
    Broken,
}
