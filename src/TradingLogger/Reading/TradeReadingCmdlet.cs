using System.Collections;
using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>A cmdlet that reads trade events and chooses among them.</summary>
public abstract class TradeReadingCmdlet : LogReadingCmdlet
{
    private protected TradeReadingCmdlet()
    {
    }

    /// <summary>The actions wanted, without regard to case; wildcards are allowed. Default all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TradeActionCompleter))]
    public string[] Action { get; set; } = [];

    /// <summary>The symbols wanted, without regard to case; wildcards are allowed. Default all, and events without a
    /// symbol.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    /// <summary>The first moment wanted. A text is read in the same way in every culture; a time without offset is the
    /// machine's wall clock. Without it, the log is read from its beginning; <c>Watch-TradeEvent</c> begins at its
    /// end.</summary>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>
    /// <para>Conditions on members: a hashtable of names and what the members must be. A value is compared as -eq does;
    /// of a list any value will do; a script block decides on <c>$_</c>; <c>$null</c> is met by events without the
    /// member. All must be met.</para>
    /// <para>Conditions are tried before an object is made, so they are faster than <c>Where-Object</c>.</para>
    /// </summary>
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
}
