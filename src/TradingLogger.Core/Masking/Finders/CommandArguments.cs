namespace TradingLogging.Masking.Finders;

/// <summary>Arguments of commands: <c>-ApiKey abc</c>, <c>--password abc</c>, <c>ConvertTo-SecureString abc</c>. An
/// error shows the line of the script in which they stand.</summary>
internal sealed class CommandArguments(SecretNames names) : SecretFinder
{
    private const string SecureString = "SecureString";

    // Short options of well-known programs.
    private static readonly (string Program, string Option)[] Options =
    [
        ("sshpass", "p"), ("docker login", "p"), ("podman login", "p"), ("az", "p"), ("mongo", "p"), ("mongosh", "p"),
        ("plink", "pw"), ("pscp", "pw"), ("redis-cli", "a"), ("sqlcmd", "P"), ("bcp", "P"), ("ldapsearch", "w"),
        ("ldapmodify", "w"), ("psexec", "p"), ("rabbitmqadmin", "p"), ("kinit", "w"),
    ];

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int dash = IndexOf(text, "-", from); dash >= 0; dash = IndexOf(text, "-", dash + 1))
        {
            int nameEnd = dash + 1;
            while (nameEnd < text.Length && NameText.IsPart(text[nameEnd]))
                nameEnd++;
            if (TryFindGlued(text, dash, nameEnd, out found) || TryFindUser(text, dash, nameEnd, out found))
                return true;
            if (nameEnd >= text.Length || text[nameEnd] != ' ')
                continue;
            ReadOnlySpan<char> word = text.Slice(dash + 1, nameEnd - dash - 1);
            bool isArgument = (dash == 0 || text[dash - 1] is ' ' or '-' or '\t')
                && (names.IsSecret(word) || IsOfProgram(text, dash, word));
            if ((isArgument || word.SequenceEqual(SecureString.AsSpan())) && TryMeasure(text, nameEnd, out found))
                return true;
        }

        return false;
    }

    private static bool IsOfProgram(ReadOnlySpan<char> text, int dash, ReadOnlySpan<char> option)
    {
        foreach ((string program, string its) in Options)
        {
            if (option.SequenceEqual(its.AsSpan()) && Runs(text, dash, program))
                return true;
        }

        return false;
    }

    // The program's name, as a word in the same line before the option.
    private static bool Runs(ReadOnlySpan<char> text, int dash, string program)
    {
        ReadOnlySpan<char> before = text.Slice(0, dash);
        before = before.Slice(before.LastIndexOfAny("\r\n|;".AsSpan()) + 1);
        int at = before.IndexOf(program.AsSpan(), StringComparison.OrdinalIgnoreCase);
        int end = at + program.Length;
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(before[at - 1]))
            && end < before.Length
            && !char.IsLetterOrDigit(before[end]);
    }

    // mysql -phunter2.
    private static bool TryFindGlued(ReadOnlySpan<char> text, int dash, int end, out TextRange found)
    {
        found = default;
        int start = dash + 2;
        if (end <= start || text[dash + 1] != 'p' || dash == 0
            || text[dash - 1] != ' ' || char.ToLowerInvariant(text[start]) == 'o')
        {
            return false;
        }

        if (!Runs(text, dash, "mysql") && !Runs(text, dash, "mysqldump")
            && !Runs(text, dash, "mariadb") && !Runs(text, dash, "sshpass"))
        {
            return false;
        }

        found = new TextRange(start, SecretValue.MeasureWord(text, start).End);
        return found.End > found.Start;
    }

    // curl -u name:password, --user name:password.
    private static bool TryFindUser(ReadOnlySpan<char> text, int dash, int end, out TextRange found)
    {
        found = default;
        ReadOnlySpan<char> option = text.Slice(dash + 1, end - dash - 1);
        bool isUser = option.SequenceEqual("u".AsSpan())
            || option.SequenceEqual("user".AsSpan())
            || option.SequenceEqual("proxy-user".AsSpan());
        if (!isUser || end >= text.Length
            || text[end] is not (' ' or '=') || !(Runs(text, dash, "curl") || Runs(text, dash, "http")))
        {
            return false;
        }

        int value = SecretValue.SkipBlanks(text, end + 1);
        if (value >= text.Length)
            return false;
        TextRange word = SecretValue.MeasureWord(text, value);
        int colon = text.Slice(word.Start, word.End - word.Start).IndexOf(':');
        found = new TextRange(word.Start + colon + 1, word.End);
        return colon >= 0 && found.End > found.Start;
    }

    private static bool TryMeasure(ReadOnlySpan<char> text, int nameEnd, out TextRange found)
    {
        int start = SecretValue.SkipBlanks(text, nameEnd);
        found = default;
        if (start < text.Length && text[start] is '-' or '|' or '\n' or '\r')
            return false;
        found = SecretValue.MeasureWord(text, start);
        return found.End > found.Start;
    }
}
