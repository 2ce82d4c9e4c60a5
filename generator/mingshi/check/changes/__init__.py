"""What a pull request may do: who may change what, which states and ids, which approvals. Judged by the merge base."""
