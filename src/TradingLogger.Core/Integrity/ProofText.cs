namespace TradingLogging.Integrity;

/// <summary>Says in sentences what a file of a trade log proves and what not.</summary>
internal static class ProofText
{
    public static IReadOnlyList<string> Proved(FileSummary summary, bool isIntact, SealState seal, bool isCurrent, long? sealedSeq)
    {
        if (!isIntact)
            return [];
        List<string> proved = ["Every line is a whole trade event."];
        if (summary.FirstSeq is { } first)
        {
            proved.Add(FormattableString.Invariant(
                $"Lines {first} to {summary.LastSeq} stand in the order in which they were written, none removed or inserted; each but the last is as the next one found it."));
        }

        string sealedPart = isCurrent ? FormattableString.Invariant($"Everything up to line {sealedSeq}") : "The whole file";
        if (seal is SealState.Authentic)
            proved.Add($"{sealedPart} is as it was sealed by the holder of the key.");
        else if (seal is SealState.Fitting or SealState.NotChecked)
            proved.Add($"{sealedPart} is as its seal tells.");
        return proved;
    }

    public static IReadOnlyList<string> NotProved(FileSummary summary, bool isIntact, SealState seal, bool isCurrent)
    {
        if (!isIntact)
            return ["Which change was made, and what stood there before."];
        List<string> open = [];
        if (summary.FirstSeq is null)
            open.Add("That lines were not changed, removed or inserted: they are not chained.");
        else if (summary.FirstSeq > 1)
            open.Add("What stood before the first line here, if the files before it are not here either.");
        if (seal is SealState.None or SealState.Broken)
            open.Add("The end: without a seal the last lines can be cut off and the last one changed. Keep the head elsewhere, or run Protect-TradeLog.");
        else if (isCurrent)
            open.Add("What was written since the seal: the last lines can be cut off and the last one changed.");
        open.Add(seal switch
        {
            SealState.Authentic => "That the holder of the key did not rewrite the log: keep the head where he cannot change it.",
            SealState.NotChecked => "Who sealed: the signature was not checked. Give the key.",
            _ => "That nobody rewrote the whole log and its seals: they are not signed. Keep the head where nobody can change it.",
        });
        return open;
    }
}
