namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The headings, buttons and notes that the offline writer puts around the owner's words: the same ones in every language.</summary>
public interface IOfflineFrames
{
    /// <summary>What it would have written in another language; null: it never wrote that.</summary>
    /// <param name="from">The primary subtag of the language that the text is in.</param>
    /// <param name="to">The primary subtag of the other one.</param>
    string? Find(string text, string from, string to);
}
