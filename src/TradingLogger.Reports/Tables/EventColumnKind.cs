namespace TradingLogging.Reports.Tables;

/// <summary>The types of a table's columns.</summary>
internal enum EventColumnKind
{
    /// <summary>Text; what is no text is written as JSON.</summary>
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Real,

    /// <summary>Decimals.</summary>
    Exact,
}
