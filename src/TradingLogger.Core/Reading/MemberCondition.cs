namespace TradingLogging.Reading;

/// <summary>What a member of an event must be like.</summary>
/// <param name="Name">The member's name, compared without regard to case; also <c>timestamp</c>, <c>action</c> and
/// <c>symbol</c>.</param>
/// <param name="IsMet">Decides on the member's value, of the types that <see cref="TradeEvent.Members"/> lists. Not asked when
/// the event has no such member, unless <paramref name="IsMetByAbsence"/> is set: then it is asked with null.</param>
/// <param name="IsMetByAbsence">Whether an event without the member is taken for one whose member is null.</param>
public sealed record MemberCondition(string Name, Func<object?, bool> IsMet, bool IsMetByAbsence = false);
