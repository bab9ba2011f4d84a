using System.Collections;
using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that reads trade events and chooses among them.</summary>
public abstract class TradeReadingCmdlet : LogReadingCmdlet
{
    private protected TradeReadingCmdlet()
    {
    }

    /// <summary>The actions wanted; wildcards are allowed. Default all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TradeActionCompleter))]
    public string[] Action { get; set; } = [];

    /// <summary>The symbols wanted; wildcards are allowed. Default all, and events without one.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    /// <summary>The first moment wanted. Default from the beginning.</summary>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Conditions on members: names and the values, lists of values or script blocks that they must satisfy.</summary>
    [Parameter]
    public IDictionary? Where { get; set; }

    /// <summary>The query of the parameters.</summary>
    private protected TradeQuery Query() => new()
    {
        Action = Wildcards.AnyOf(Action),
        Symbol = Wildcards.AnyOf(Symbol),
        Since = Since,
        Where = TradeConditions.From(this, Where),
    };

    /// <summary>The log of the parameters. Without one the cmdlet ends with an error.</summary>
    private protected TradeLog Log() =>
        NamedFiles is { } files ? TradeLog.OfFiles(files) : TradeLog.InDirectory(RequireDirectory());
}
