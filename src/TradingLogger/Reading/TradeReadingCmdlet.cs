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
    [ArgumentCompleter(typeof(TradeSymbolCompleter))]
    public string[] Symbol { get; set; } = [];

    /// <summary>The first moment wanted: a time, or how long ago it was, as a TimeSpan or a text such as 90m, 1h, 2d.
    /// The text of a time must be ISO 8601; without an offset it is the machine's wall clock. Without <c>-Since</c>,
    /// the log is read from its beginning; <c>Watch-TradeEvent</c> begins at its end.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>
    /// <para>Conditions on members: a hashtable of names and what the members must be. A value is compared as -eq does,
    /// and a text also as -like does, without regard to case; a regular expression, as [regex] makes it, must match; of
    /// a list any value will do; a script block decides on <c>$_</c>, the value; <c>$null</c> is met by events without
    /// the member. All must be met. They are tried before an object is made, so they are faster than
    /// <c>Where-Object</c>.</para>
    /// <para>Or a script block that decides on <c>$_</c>, the event: <c>{ $_.price -gt 5 }</c>.</para>
    /// <para>An error inside a script block ends the reading.</para>
    /// </summary>
    [Parameter]
    [ConditionArgument]
    public object? Where { get; set; }

    /// <summary>The query of the parameters.</summary>
    private protected TradeQuery Query() => new()
    {
        Action = Wildcards.AnyOf(this, Action),
        Symbol = Wildcards.AnyOf(this, Symbol),
        AsksOnAnyThread = true,
        Since = Since,
        Where = TradeConditions.OnMembers(this, Where as IDictionary),
        Event = TradeConditions.OnEvent(this, Where as ScriptBlock),
    };
}
