using System.Net;
using System.Text;
using CsCheck;
using TradingLogging.Reports.Html;
using Xunit;

namespace TradingLogging.Reports.Tests.Html;

public sealed class HtmlTextTests
{
    [Fact]
    public void Whatever_text_holds_no_character_of_it_is_markup() => Gen.String.Sample(text =>
    {
        string escaped = Escaped(text);

        Assert.Equal(-1, escaped.IndexOfAny(['<', '>', '"', '\'', '`']));
        Assert.Equal(HtmlText.Visible(text), WebUtility.HtmlDecode(escaped));
    });

    [Theory]
    [InlineData("a\u0000b", @"a\u0000b")]
    [InlineData("a\nb", @"a\u000ab")]
    [InlineData("\u202eabc", @"\u202eabc")]
    [InlineData("\U000E0041", @"\udb40\udc41")]
    [InlineData("😀 ü", "😀 ü")]
    public void What_cannot_be_seen_is_shown_as_an_escape(string text, string expected) =>
        Assert.Equal(expected, Escaped(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_shown_as_an_escape() => Assert.Equal(@"a\ud800", Escaped("a\ud800"));

    [Fact]
    public void What_is_put_into_markup_is_text_unless_it_is_markup()
    {
        Markup inner = $"<b>{"<i>"}</b>";

        Markup page = $"<p title=\"{"\""}\">{inner}{new[] { inner, inner }}{12345L}{(string?)null}</p>";

        Assert.Equal("<p title=\"&quot;\"><b>&lt;i&gt;</b><b>&lt;i&gt;</b><b>&lt;i&gt;</b>12345</p>", page.ToString());
    }

    private static string Escaped(string text)
    {
        var page = new StringBuilder();
        HtmlText.Append(page, text);
        return page.ToString();
    }
}
