namespace TradingLogging.Masking.Finders;

/// <summary>Tokens that can be told by the prefix that their issuer gives them, wherever they stand.</summary>
internal sealed class KnownTokens : SecretFinder
{
    private const int Shortest = 20;
    private const int TelegramLength = 35;

    // The prefix, and how many characters must follow it.
    private static readonly (string Prefix, int Least)[] Forms =
    [
        ("ghp_", 30), ("gho_", 30), ("ghu_", 30), ("ghs_", 30), ("ghr_", 30), ("github_pat_", 20), ("glpat-", 16),
        ("gldt-", 16), ("glrt-", 16), ("glptt-", 16), ("xoxb-", 16), ("xoxp-", 16), ("xoxa-", 16), ("xoxr-", 16),
        ("xoxs-", 16), ("xoxe-", 16), ("xapp-", 16), ("sk-", 20), ("sk_live_", 12), ("sk_test_", 12),
        ("rk_live_", 12), ("rk_test_", 12), ("whsec_", 16), ("AKIA", 16), ("ASIA", 16), ("AIza", 30), ("ya29.", 20),
        ("GOCSPX-", 16), ("SG.", 30), ("npm_", 30), ("pypi-", 30), ("dop_v1_", 30), ("doo_v1_", 30), ("hvs.", 20),
        ("hvb.", 20), ("hvr.", 20), ("shpat_", 20), ("shpss_", 20), ("shpca_", 20), ("shppa_", 20), ("hf_", 30),
        ("r8_", 30), ("gsk_", 30), ("nvapi-", 30), ("xai-", 30), ("pplx-", 30), ("AGE-SECRET-KEY-", 20),
        ("lin_api_", 20), ("figd_", 20), ("dckr_pat_", 16), ("PMAK-", 20), ("NRAK-", 20), ("sq0csp-", 20),
        ("sq0atp-", 20), ("dapi", 32), ("ntn_", 30), ("secret_", 30), ("dp.pt.", 20), ("dp.st.", 20), ("tskey-", 16),
        ("pscale_tkn_", 20), ("pscale_pw_", 20), ("sntrys_", 20), ("sntryu_", 20), ("phc_", 30), ("phx_", 30),
        ("atlasv1.", 20), ("ATATT3", 30), ("EAACEdEose0cBA", 20), ("key-", 32), ("SK", 32), ("xprv", 60),
        ("zprv", 60), ("yprv", 60), ("rpa_", 30), ("fly_", 30), ("glc_", 30), ("glsa_", 20), ("sbp_", 30),
        ("re_", 30), ("tvly-", 20), ("ops_", 40),
    ];

    /// <summary>Whether it is worth a closer look.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        // Searches backwards from where the shortest token would end: a blank on the way rules out all that begin
        // before it, so most characters of a sentence are never looked at.
        for (int end = Shortest - 1; end < text.Length;)
        {
            int start = end - Shortest;
            int at = end;
            while (at > start && IsPart(text[at]))
                at--;
            if (at == start)
                return true;
            end = at + Shortest;
        }

        return false;
    }

    protected override bool Concerns(ReadOnlySpan<char> text) => MayBeIn(text);

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        int start = from;
        while (start < text.Length)
        {
            int end = start;
            while (end < text.Length && IsPart(text[end]))
                end++;
            if (end - start >= Shortest
                && (TryFindIn(text, start, end, out found) || TryFindWhole(text, start, end, out found)))
            {
                return true;
            }

            start = end + 1;
        }

        found = default;
        return false;
    }

    private static bool TryFindIn(ReadOnlySpan<char> text, int start, int end, out TextRange found)
    {
        for (int index = start; index <= end - Shortest; index++)
        {
            if (index > start && char.IsLetterOrDigit(text[index - 1]))
                continue;
            ReadOnlySpan<char> rest = text.Slice(index, end - index);
            foreach ((string prefix, int least) in Forms)
            {
                if (rest[0] != prefix[0] || rest.Length < prefix.Length + least || !rest.StartsWith(prefix.AsSpan()))
                    continue;
                if (!IsToken(rest.Slice(prefix.Length), least))
                    continue;
                found = new TextRange(index, end);
                return true;
            }
        }

        found = default;
        return false;
    }

    // The secret part of a Telegram bot's token, 110201543:AA…, and a private key in the form that wallets import.
    private static bool TryFindWhole(ReadOnlySpan<char> text, int start, int end, out TextRange found)
    {
        ReadOnlySpan<char> run = text.Slice(start, end - start).TrimEnd('.');
        found = new TextRange(start, start + run.Length);
        return run.Length switch
        {
            TelegramLength => run.StartsWith("AA".AsSpan()) && FollowsNumber(text, start),
            51 => run[0] is '5' or '9' && SecretKinds.IsBase58(run) && IsToken(run, run.Length),
            52 => run[0] is 'K' or 'L' or 'c' && SecretKinds.IsBase58(run) && IsToken(run, run.Length),
            _ => false,
        };
    }

    private static bool FollowsNumber(ReadOnlySpan<char> text, int start)
    {
        int digits = 0;
        while (digits < start - 1 && char.IsDigit(text[start - 2 - digits]))
            digits++;
        return start > 0 && text[start - 1] == ':' && digits is >= 6 and <= 12;
    }

    // The letters of a name or of a sentence have no digits between them.
    private static bool IsToken(ReadOnlySpan<char> text, int least)
    {
        int digits = 0;
        int plain = 0;
        foreach (char c in text)
        {
            digits += c is >= '0' and <= '9' ? 1 : 0;
            plain += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        return digits > 0 && plain >= least * 3 / 4;
    }

    private static bool IsPart(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';
}
