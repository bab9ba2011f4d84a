namespace TradingLogging.Reading;

/// <summary>Knows where the line being read begins. Asked only when somebody has to be told: the number may have to be counted
/// first.</summary>
internal interface ILocatedLine
{
    LogLocation Location { get; }
}
