"""What is announced of editions: releases, corrections, notices, dates that were moved or cancelled."""
