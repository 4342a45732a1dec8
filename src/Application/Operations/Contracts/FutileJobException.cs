namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>Another attempt would fail as this one did: the job is given up at once.</summary>
/// <param name="message">For the operator; it ends in the job's row, and so holds no secret.</param>
public sealed class FutileJobException(string message, Exception inner) : Exception(message, inner);
