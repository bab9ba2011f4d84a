using System.Globalization;
using System.Text.Json;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Facts;

/// <summary>Members that figures need and that are encrypted are findings, and never texts or numbers.</summary>
public sealed class EncryptedMemberTests
{
    private const string Order =
        "\"symbol\": \"A\", \"order_id\": \"1\", \"side\": \"BUY\", \"quantity\": 1, \"price\": 5";

    private static int s_number;

    public static TheoryData<string> Names =>
    [
        .. MemberNames.Table.Where(row => row.Field != MemberField.Status).Select(row => row.Names[0]),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_member_that_is_read_is_a_finding_that_names_it_and_says_what_to_do(string name)
    {
        string others = string.Join(
            ", ", Order.Split(", ").Where(member => !member.StartsWith($"\"{name}\"", StringComparison.Ordinal)));
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order), ("10:00:01", "ORDER_FILLED", $"{others}, \"{name}\": {Cipher()}"));

        TradeFinding finding = Assert.Single(
            activity.Findings, finding => finding.Kind == TradeFindingKind.EncryptedMember);
        Assert.Contains($"the member {name}, which is encrypted", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Get-TradeEvent -KeyFile", finding.Message, StringComparison.Ordinal);
        Assert.Equal(1, activity.FindingCounts[nameof(TradeFindingKind.EncryptedMember)]);
    }

    [Fact]
    public void Cipher_texts_of_an_account_do_not_part_a_position()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_FILLED", Fill("1", "BUY", 5)), ("10:00:01", "ORDER_FILLED", Fill("2", "SELL", 7)));

        Assert.Empty(activity.OpenPositions);
        Assert.Equal(2, activity.FindingCounts[nameof(TradeFindingKind.EncryptedMember)]);
        Assert.DoesNotContain("encrypted:", JsonSerializer.Serialize(activity), StringComparison.Ordinal);

        static string Fill(string id, string side, int price) => string.Create(
            CultureInfo.InvariantCulture,
            $"\"execution_id\": \"{id}\", \"symbol\": \"A\", \"side\": \"{side}\", \"quantity\": 1, "
                + $"\"price\": {price}, \"account\": {Cipher()}");
    }

    [Theory]
    [InlineData("quantity")]
    [InlineData("price")]
    public void A_fill_without_a_plain_number_turns_nothing_over_and_says_so(string name)
    {
        string other = name == "price" ? "quantity" : "price";
        string members = $"\"symbol\": \"A\", \"side\": \"BUY\", \"{other}\": 5, \"{name}\": {Cipher()}";
        TradeActivity activity = TradeScript.Measure(("10:00:00", "ORDER_FILLED", members));

        Assert.Equal(0, activity.Turnover ?? 0);
        Assert.Contains(TradeFindingKind.EncryptedMember, TradeScript.Kinds(activity));
    }

    [Fact]
    public void Events_that_differ_only_in_what_is_encrypted_are_no_duplicates()
    {
        string fill = "\"symbol\": \"A\", \"side\": \"BUY\", \"quantity\": 1, \"price\": 5";
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_FILLED", $"{fill}, \"account\": {Cipher()}"),
            ("10:00:00", "ORDER_FILLED", $"{fill}, \"account\": {Cipher()}"));

        Assert.Equal(10m, activity.Turnover);
        Assert.DoesNotContain(TradeFindingKind.DuplicateEvent, TradeScript.Kinds(activity));
    }

    [Fact]
    public void A_member_that_figures_do_not_read_is_none()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Order),
            ("10:00:01", "ORDER_FILLED", $"{Order}, \"client_name\": {Cipher()}"));

        Assert.Empty(activity.Findings);
    }

    // Each value has a nonce of its own, so no two are equal.
    private static string Cipher() => string.Create(
        CultureInfo.InvariantCulture,
        $"\"encrypted:{new string('k', 22)}:{++s_number:0000000000}{new string('v', 40)}\"");
}
