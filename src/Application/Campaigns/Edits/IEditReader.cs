namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>Makes operations of what a person asks for, or says why not. Pure: the same words and the same campaign give the same reading.</summary>
public interface IEditReader
{
    /// <param name="target">The component that it is asked of; null: the campaign.</param>
    EditReading Read(string instruction, Standing standing, Guid? target = null);
}
