using TradingLogging.Integrity;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>Which member is meant by a name, and what is said of a name that stands in a line twice.</summary>
public sealed class MemberNameTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"Symbol\": \"BTC\"", true)]
    [InlineData("\"SYMBOL\": \"BTC\", \"note\": \"ü\"", true)]
    [InlineData("\"Symbol\": \"ETH\", \"symbol\": \"BTC\"", true)]
    [InlineData("\"Symbol\": \"BTC\", \"symbol\": \"ETH\"", false)]
    [InlineData("\"symbol\": \"BTC\", \"symbol\": \"ETH\"", true)]
    [InlineData("\"symbol\": \"ETH\", \"symbol\": \"BTC\", \"note\": \"ü\"", false)]
    [InlineData("\"nested\": {\"symbol\": \"BTC\"}", false)]
    public void A_symbol_is_found_in_any_case_the_exact_name_first_and_the_first_of_several(
        string members,
        bool isFound)
    {
        Write(members);
        var query = new TradeQuery { Symbol = symbol => symbol == "BTC" };
        var where = new TradeQuery { Where = [new MemberCondition("symbol", value => value is "BTC")] };

        Assert.Equal(isFound ? 1 : 0, Log().Read(query).Count());
        Assert.Equal(isFound ? 1 : 0, Log().Count(query));
        Assert.Equal(isFound ? 1 : 0, Log().Read(where).Count());
    }

    [Fact]
    public void A_symbol_that_is_a_number_is_found_by_its_digits()
    {
        Write("\"symbol\": 600519", "\"symbol\": 600520, \"note\": \"ü\"", "\"symbol\": 600519, \"note\": \"ü\"");
        var query = new TradeQuery { Symbol = symbol => symbol == "600519" };

        Assert.Equal(["600519", "600519"], Log().Read(query).Select(read => read.Symbol));
        Assert.Equal(2, Log().Count(query));
    }

    [Theory]
    [InlineData("\"b\": 7", true)]
    [InlineData("\"x\": 7", false)]
    [InlineData("\"a\": 5, \"b\": 7", true)]
    [InlineData("\"a\": 5, \"c\": 1, \"note\": \"ü\"", false)]
    [InlineData("\"c\": {\"b\": 7}", false)]
    public void A_member_of_any_of_several_names_may_meet_a_condition(string members, bool isFound)
    {
        Write(members);
        var query = new TradeQuery { AnyMember = new(name => name is "a" or "b", value => value is 7L) };
        var both = query with { Where = [new MemberCondition("b", value => value is 7L)] };

        Assert.Equal(isFound ? 1 : 0, Log().Read(query).Count());
        Assert.Equal(isFound ? 1 : 0, Log().Read(both).Count());
        Assert.Equal(isFound ? 1 : 0, Log().Count(query));
        Assert.All(Log().Read(), read => Assert.Equal(isFound, new TradeEventFilter(query).IsWanted(read)));
    }

    [Fact]
    public void Repeated_members_and_symbols_are_found_whatever_names_the_lines_before_had()
    {
        const int Lines = 20_000, MostNames = 45;
        var random = new Random(7);
        var members = new string[Lines];
        var repeating = new List<long>();
        for (int line = 0; line < Lines; line++)
        {
            // Few shapes at first, then names that are new in every line, then long lines.
            int names = line % 50 == 0 ? MostNames : random.Next(2, 9), kinds = line < Lines / 2 ? 12 : 1_000_000;
            string[] written = [.. Enumerable.Range(0, names).Select(_ => $"m{random.Next(kinds)}")];
            if (written.Distinct().Count() < written.Length)
                repeating.Add(line + 1);
            members[line] = string.Join(
                ", ", written.Append("symbol").Select(name => $"\"{name}\": \"{line % 2}\""));
        }

        Write(members);
        var told = new List<long>();

        int read = Log().Read(options: new LogReadOptions { Damaged = damage => told.Add(damage.Location.Line) }).Count(
            one => one.Symbol == $"{(one.Location!.Value.Line - 1) % 2}");

        Assert.Equal(Lines, read);
        Assert.Equal(repeating, told);
        Assert.InRange(told.Count, 1_000, Lines - 1_000);
    }

    [Theory]
    [InlineData("\"price\": 1, \"side\": \"BUY\", \"price\": 2", "price")]
    [InlineData("\"price\": 1, \"legs\": [{\"a\": 1}], \"price\": 2", "price")]
    [InlineData("\"price\": 1, \"pric\\u0065\": 2", "price")]
    [InlineData("\"\": 1, \"\": 2", "")]
    public void A_repeated_member_is_read_as_the_first_one_and_told(string members, string name)
    {
        Write(members);
        var damages = new List<LogDamage>();

        TradeEvent read = Log().Read(options: new LogReadOptions { Damaged = damages.Add }).Single();

        Assert.Equal(1L, read.Members.First(member => member.Key == name).Value);
        LogDamage damage = Assert.Single(damages);
        Assert.Equal(0, damage.Length);
        Assert.Contains($"'{name}' stands in it more than once", damage.ToString(), StringComparison.Ordinal);
        TradeLogProof proof = new TradeLogVerifier(_folder.PathOf("trades.log")).Verify(
            TestContext.Current.CancellationToken)
            .Single();
        Assert.Contains("more than once", proof.FirstProblem!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_repeated_are_not_told_however_many()
    {
        Write(
            string.Join(", ", Enumerable.Range(0, 100).Select(number => $"\"n{number}\": 1")),
            "\"price\": 1, \"Price\": 2, \"prices\": 3, \"pricf\": 4, \"legs\": {\"price\": 5}");
        var damages = new List<LogDamage>();

        Assert.Equal(2, Log().Read(options: new LogReadOptions { Damaged = damages.Add }).Count());
        Assert.Empty(damages);
    }

    private void Write(params string[] members) => File.WriteAllText(
        _folder.PathOf("trades.log"),
        string.Concat(members.Select(one =>
            $"{{\"timestamp\": \"2025-12-18T10:30:45.123456Z\", \"action\": \"A\", {one}}}\n")));

    private TradeLog Log() => TradeLog.InDirectory(_folder.FullName);
}
